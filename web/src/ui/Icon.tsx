import sprite from "../../node_modules/dkfds/dist/img/all-svg-icons.svg?url";

/** An icon of the design system. It says nothing to those who cannot see it. */
export function Icon({ name, className }: { name: string; className?: string }) {
  return (
    <svg
      className={className ? `icon-svg ${className}` : "icon-svg"}
      focusable="false"
      aria-hidden="true"
    >
      <use href={`${sprite}#${name}`} />
    </svg>
  );
}
