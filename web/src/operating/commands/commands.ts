import type { Text } from "../../texts/texts.ts";
import { commands } from "./texts.ts";

export interface Command {
  line: string;
  what: Text;
  /** The how-to that says it longer, by its name in docs/how-to. */
  guide?: string;
}

export interface Group {
  heading: Text;
  commands: Command[];
}

/** All that is done on the command line, by what one wants. */
export const GROUPS: Group[] = [
  {
    heading: commands.emergency,
    commands: [
      { line: "genvej lock person|organisation", what: commands.lock, guide: "lock-out" },
      { line: "genvej unlock person|organisation", what: commands.unlock, guide: "lock-out" },
      { line: "genvej keys list|rotate", what: commands.keys, guide: "lock-out" },
    ],
  },
  {
    heading: commands.gettingIn,
    commands: [
      { line: "genvej organisations FIL", what: commands.organisations },
      { line: "genvej provider FIL", what: commands.provider, guide: "sign-in" },
      { line: "genvej people list|give|take", what: commands.people, guide: "lock-out" },
      { line: "genvej units FIL", what: commands.units, guide: "load-departments" },
    ],
  },
  {
    heading: commands.data,
    commands: [
      { line: "genvej import FORM FIL", what: commands.imports, guide: "move-cases-in-and-out" },
      {
        line: "genvej catalogue import-kle|import-form|import-kle-form|import-kitos FIL",
        what: commands.catalogue,
        guide: "load-what-others-publish",
      },
      { line: "genvej handover CVR", what: commands.handover },
    ],
  },
  {
    heading: commands.keeping,
    commands: [
      { line: "genvej backup MAPPE", what: commands.backup, guide: "back-up-and-restore" },
      { line: "genvej restore MAPPE", what: commands.restore, guide: "back-up-and-restore" },
      { line: "genvej verify", what: commands.verify, guide: "verify-a-log" },
      { line: "genvej log head|key", what: commands.log, guide: "verify-a-log" },
    ],
  },
  {
    heading: commands.running,
    commands: [
      {
        line: "genvej projections list|retry|skip",
        what: commands.projections,
        guide: "unpark-a-stream",
      },
      { line: "genvej rebuild", what: commands.rebuild, guide: "unpark-a-stream" },
      { line: "genvej up --config FIL", what: commands.up },
      { line: "genvej identity|registry|gateway --check", what: commands.check },
    ],
  },
];
