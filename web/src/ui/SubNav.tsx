import { NavLink } from "react-router";
import "./subnav.css";

export interface Place {
  to: string;
  name: string;
  /** Others begin with this address, and it is not lit while one of them is shown. */
  end?: boolean;
}

/** The pages of one part of Genvej, beside each other. */
export function SubNav({ label, places }: { label: string; places: Place[] }) {
  return (
    <nav className="subnav no-print" aria-label={label}>
      <ul className="unstyled-list no-max-width">
        {places.map(({ to, name, end }) => (
          <li key={to}>
            <NavLink to={to} end={end ?? false}>
              {name}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
