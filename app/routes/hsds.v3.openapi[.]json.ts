// The OpenAPI document of the HSDS API, with the extension parameters of this directory. Open to anybody.
import { directoryAboutFor } from "#app/access/gate.server";
import { sayIn } from "#app/i18n/say-in";
import { openApiDocument } from "#app/interop/hsds/about";

export const loader = directoryAboutFor((origin) => openApiDocument(origin, sayIn("en")));
