import { useEffect } from "react";

/** While a drawer is open, paper shows what is in it and not the page beneath (print.css). */
export function usePrintedAlone(): void {
  useEffect(() => {
    document.body.classList.add("drawer-alone");
    return () => document.body.classList.remove("drawer-alone");
  }, []);
}
