import { bareId } from "../cases/address.ts";

/** The address of a collection's page. */
export function collectionAddress(id: string): string {
  return `/paraplyer/${bareId(id)}`;
}
