// Carries the answer's script nonce to the tags that need it. Known on the server only; a browser never sees one.
import { createContext, useContext } from "react";

export const NonceContext = createContext<string | undefined>(undefined);

export function useNonce(): string | undefined {
  return useContext(NonceContext);
}
