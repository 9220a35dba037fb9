import { useState } from "react";
import { useQuery } from "urql";
import { Picker } from "../ui/Picker.tsx";
import { OrganisationsDocument } from "./organisations.ts";

interface Props {
  label: string;
  hint: string;
  nothing: string;
  /** Ids of those that are not to be chosen. */
  without: readonly string[];
  onPick: (organisation: { id: string; name: string }) => void;
}

/** One organisation, found by letters of its name. */
export function OrganisationPicker({ without, onPick, ...texts }: Props) {
  const [search, setSearch] = useState("");
  const [{ data }] = useQuery({ query: OrganisationsDocument, requestPolicy: "cache-first" });
  const letters = search.trim().toLocaleLowerCase("da");
  const items = (data?.organisations ?? [])
    .filter((one) => letters !== "" && !without.includes(one.id))
    .filter((one) => one.name.toLocaleLowerCase("da").includes(letters))
    .slice(0, 50)
    .map(({ id, cvr, name }) => ({ id, name, note: `CVR ${cvr}` }));
  return (
    <Picker
      {...texts}
      search={search}
      onSearch={setSearch}
      items={items}
      onPick={(picked) => {
        onPick(picked);
        setSearch("");
      }}
    />
  );
}
