import type { ReactNode } from "react";
import { useSpeech } from "../texts/language.tsx";
import { Icon } from "./Icon.tsx";
import { ui } from "./texts.ts";

export type Tone = "info" | "success" | "warning" | "error";

interface Props {
  tone: Tone;
  heading?: string;
  children?: ReactNode;
  onClose?: () => void;
}

/** A message of the design system. Warnings and errors are told to screen readers at once. */
export function Alert({ tone, heading, children, onClose }: Props) {
  const { t } = useSpeech();
  const urgent = tone === "error" || tone === "warning";
  return (
    <div
      className={`alert alert-${tone}${onClose ? " has-close" : ""}`}
      role={urgent ? "alert" : undefined}
    >
      <Icon name={tone} className="alert-icon" />
      <div className="alert-body">
        {heading && <p className="alert-heading">{heading}</p>}
        {children && <div className="alert-text">{children}</div>}
        {onClose && (
          <button type="button" className="alert-close" onClick={onClose}>
            <Icon name="close" />
            {t(ui.close)}
          </button>
        )}
      </div>
    </div>
  );
}
