import { createLink } from "@tanstack/react-router";
import type { AnchorHTMLAttributes } from "react";
import "./button.css";

interface Props extends AnchorHTMLAttributes<HTMLAnchorElement> { primary?: boolean }

const Anchor = ({ primary, className, ...rest }: Props) => <a {...rest} className={`${className ?? ""} button${primary ? " primary" : ""}`} />;

/** A link that looks like a button: it goes somewhere, and can be opened in a new tab or sent. */
export const LinkButton = createLink(Anchor);
export const AnchorButton = Anchor;
