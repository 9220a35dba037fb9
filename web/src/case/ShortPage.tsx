import { Navigate, useParams } from "react-router";
import { NotFound } from "../app/Trouble.tsx";
import { caseAddress, longId } from "../cases/address.ts";

/** The short address of a case, which leads to its page. */
export function Component() {
  const { short = "" } = useParams();
  const id = longId(short);
  return id ? <Navigate to={caseAddress(id)} replace /> : <NotFound />;
}
