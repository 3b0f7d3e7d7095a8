// What a client reads themselves, in Spanish: what they agree to, and who saw their data. Text only; the English area has the keys.
import type english from "../en/sharing";
import type { SameKeys } from "../keys";

export default {
  field: {
    name: "su nombre",
    pronouns: "sus pronombres",
    birth_day: "su fecha de nacimiento",
    language: "su idioma",
    telephone: "su número de teléfono y cuándo es seguro llamarle",
    email: "su correo electrónico y cuándo es seguro escribirle",
    address: "su dirección",
    access_needs: "lo que necesita para poder participar",
    documents: "los documentos que usted eligió enviar",
  },
  purpose: {
    service_referral: "para encontrarle un servicio y ponerle en contacto con él",
    care_coordination: "para planear juntos la ayuda a lo largo del tiempo",
    eligibility_check: "para saber a qué ayudas tiene derecho",
  },
  consent: {
    title: "Lo que usted acepta",
    intro:
      "{{agency}} le pide permiso para compartir algunos datos sobre usted, para que otros puedan ayudarle. Usted decide. Si dice que no, seguirá recibiendo toda la ayuda que no dependa de ello. Puede retirar su permiso en cualquier momento: díganoslo y, desde ese momento, nadie verá nada más.",
    "to-organization": "Quién puede verlo: {{name}}.",
    "to-specialty": "Quién puede verlo: cualquier proveedor al que {{agency}} consulte sobre esto: {{name}}.",
    "to-network": "Quién puede verlo: cualquier proveedor de la red de {{agency}}.",
    purpose: "Para qué: {{purpose}}.",
    fields: "Qué pueden ver: {{fields}}.",
    span: "Vale desde el {{from}} hasta el final del {{until}}.",
    signature: "Firma",
    day: "Fecha",
  },
  seen: {
    title: "Quién vio sus datos",
    lead: "Cada vez que alguien de {{agency}} o de un proveedor abrió una página con sus datos; lo más reciente primero.",
    printed: "A fecha de {{instant}}.",
    when: "Cuándo",
    who: "Quién",
    what: "Qué",
    system: "El propio sistema informático",
    fields: "Vieron: {{fields}}.",
    none: "Nadie ha abierto sus datos todavía.",
    earlier: "Anteriores",
    until: "Esta página se puede abrir hasta el {{day}}. Quien tenga la dirección puede leerla: no la comparta.",
    question:
      "¿Algo no le parece bien? Pregunte a la persona que lleva su caso o a cualquiera en {{agency}}. Tiene derecho a una respuesta.",
    act: {
      client: { read: "Abrió su ficha" },
      case: { read: "Abrió su caso" },
      consent: { read: "Miró lo que usted aceptó", overridden: "Compartió datos sin su permiso: {{reason}}" },
      referral: { read: "Abrió una derivación a su nombre" },
      offer: { read: "Leyó lo que se compartió para una derivación" },
      document: { read: "Abrió uno de sus documentos" },
      receipt: { read: "Miró lo que se compartió sobre usted" },
      seen: { read: "Miró esta lista" },
      search: { read: "Buscó ayuda cerca de usted" },
      schedule: { read: "Miró sus fechas previstas" },
      session: { read: "Abrió una de sus citas" },
      authorization: { read: "Miró lo que se puede pagar por usted" },
      emergency: { opened: "Abrió su caso protegido en una emergencia: {{reason}}" },
      other: "Abrió una página con sus datos",
    },
    reason: {
      danger_to_life: "la vida de alguien estaba en peligro",
      child_protection: "había que proteger a un menor",
      court_order: "lo ordenó un tribunal",
      legal_duty: "la ley lo exige",
      colleague_away: "usted necesitaba ayuda de inmediato y la persona que lleva su caso no estaba",
    },
  },
} as const satisfies SameKeys<typeof english>;
