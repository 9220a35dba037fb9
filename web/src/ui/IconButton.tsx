import { Icon } from "./Icon.tsx";

interface Props {
  icon: string;
  kind?: "primary" | "secondary";
  /** Whether it stands on, of one that can be on or off. */
  pressed?: boolean;
  disabled?: boolean;
  /** What it is about, for those who do not see what it stands beside. */
  about?: string;
  onClick: () => void;
  children: string;
}

/** A button of the design system with an icon before its words. */
export function IconButton({ icon, kind = "secondary", pressed, about, onClick, ...rest }: Props) {
  return (
    <button
      type="button"
      className={`button button-${kind}`}
      aria-pressed={pressed}
      disabled={rest.disabled}
      onClick={onClick}
    >
      <Icon name={icon} />
      {rest.children}
      {about && <span className="sr-only"> {about}</span>}
    </button>
  );
}
