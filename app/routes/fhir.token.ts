// Gives a partner's system a short-lived token for its secret, as OAuth 2 client credentials have it. Answers machines; no page.
import { tokenFor } from "#app/access/gate.server";

export const action = tokenFor();
