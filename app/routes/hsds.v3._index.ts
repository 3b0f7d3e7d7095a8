// What the HSDS API of this directory is: its version and where its OpenAPI document lies. Open to anybody, for it holds nothing of the directory.
import { directoryAboutFor } from "#app/access/gate.server";
import { sayIn } from "#app/i18n/say-in";
import { aboutApi } from "#app/interop/hsds/about";

export const loader = directoryAboutFor((origin) => aboutApi(origin, sayIn("en")));
