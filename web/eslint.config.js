// What the compiler can't see: promises that nobody waits for, hooks out of order, features that reach into each other.
import hooks from "eslint-plugin-react-hooks";
import { defineConfig } from "eslint/config";
import typescript from "typescript-eslint";

const inside = "Features don't import each other's insides: what two of them need lives in src/ui or src/api.";

export default defineConfig(
  { ignores: ["dist", "src/api/schema.d.ts"] },
  {
    files: ["src/**/*.{ts,tsx}"],
    extends: [typescript.configs.recommendedTypeChecked],
    plugins: { "react-hooks": hooks },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "react-hooks/rules-of-hooks": "error",
      "react-hooks/exhaustive-deps": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      // A name that begins with _ says that it is there only to be left out.
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      // The router's way of sending someone elsewhere.
      "@typescript-eslint/only-throw-error": ["error", { allow: [{ from: "package", package: "@tanstack/router-core", name: "Redirect" }] }],
      "eqeqeq": "error",
      "no-console": "error",
      "max-lines": ["error", { max: 400 }],
      "max-lines-per-function": ["error", { max: 150 }],
    },
  },
  // A fake keeps the shape of what it stands for, promises included.
  { files: ["src/**/*.test.ts"], rules: { "@typescript-eslint/require-await": "off" } },
  // A feature's own files, and those of a folder inside it: neither looks into another feature.
  { files: ["src/features/*/*"], rules: { "no-restricted-imports": ["error", { patterns: [{ regex: "^\\.\\./(?!\\.\\./)", message: inside }] }] } },
  { files: ["src/features/*/*/*"], rules: { "no-restricted-imports": ["error", { patterns: [{ regex: "^\\.\\./\\.\\./(?!\\.\\./)", message: inside }] }] } },
);
