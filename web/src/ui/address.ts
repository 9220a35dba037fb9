import { useSearchParams } from "react-router";

/** What the address asks for now, which may be ahead of what the page shows. */
export function addressNow(): URLSearchParams {
  return new URLSearchParams(window.location.search);
}

/**
 * What is chosen on a page, as its address has it. A choice is put into the address as it is now and
 * not as it was when the page was last drawn, so that two quick ones are both kept.
 */
export function useChoices() {
  const [params, setParams] = useSearchParams();
  const put = (name: string, value: string) => {
    const next = addressNow();
    if (value) next.set(name, value);
    else next.delete(name);
    setParams(next, { preventScrollReset: true });
  };
  return { params, put };
}
