import { ListBox, ListBoxItem } from "react-aria-components";
import { shadeOf, TILES } from "./tiles.ts";
import "./map.css";

/** What is known of a municipality. */
export interface Spot {
  code: string;
  name: string;
  value: number | null;
  /** The value as people read it. */
  words: string;
}

interface Props {
  label: string;
  spots: ReadonlyMap<string, Spot>;
  limits: readonly number[];
  chosen: string | null;
  onChoose: (code: string) => void;
  /** What the mouse is over, in words; null when it is over nothing. */
  onPoint: (words: string | null) => void;
}

/** The municipalities as tiles. Arrows go from one to the next, and each says its name and figure. */
export function TileMap({ label, spots, limits, chosen, onChoose, onPoint }: Props) {
  return (
    <ListBox
      className="tiles"
      aria-label={label}
      layout="grid"
      selectionMode="single"
      selectionBehavior="replace"
      selectedKeys={chosen ? [chosen] : []}
      onSelectionChange={(keys) => {
        const [code] = keys === "all" ? [] : [...keys];
        if (code) onChoose(String(code));
      }}
    >
      {TILES.map(({ code, letters, column, row }) => {
        const spot = spots.get(code);
        const said = `${spot?.name ?? code}: ${spot?.words ?? "–"}`;
        return (
          <ListBoxItem
            key={code}
            id={code}
            textValue={spot?.name ?? code}
            aria-label={said}
            className={`tile tile--${shadeOf(spot?.value ?? null, limits)}`}
            style={{ gridColumn: column, gridRow: row }}
            onHoverStart={() => onPoint(said)}
            onHoverEnd={() => onPoint(null)}
          >
            <span aria-hidden="true">{letters}</span>
          </ListBoxItem>
        );
      })}
    </ListBox>
  );
}
