// What the agency says to clients before it asks for a consent, language by language. A change is a new version; what was signed keeps its own.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { clientLanguage } from "#app/i18n/languages";
import { sayToClient } from "#app/i18n/say-to-client";
import { useFormats, useSay } from "#app/i18n/speech";
import { SPOKEN_LANGUAGES } from "#app/models/client/spoken-languages";
import { readConsentTexts, writeConsentText } from "#app/models/consent/consent-text.server";
import { ConsentTextForm } from "#app/models/consent/forms";
import { ClientWords } from "#app/ui/client-words";
import { useLanguageName } from "#app/ui/language-name";
import type { PageHandle } from "#app/ui/page-handle";
import { ActForm, Card, Columns, Empty, PageHeader, SelectField, Stack, SubmitButton, TextArea } from "#app/ui/parts";

const query = z.object({ language: z.enum(SPOKEN_LANGUAGES).catch("en").default("en") });

export const handle: PageHandle = { title: "consent.text.title" };

export const loader = loaderFor("agency:settings", { query }, async ({ actor, db, query: { language } }) => {
  const texts = await readConsentTexts(db, actor);
  const own = texts.find((text) => text.language === language)?.words;
  return {
    texts,
    language,
    words: own ?? sayToClient(clientLanguage(language))("sharing.consent.intro", { agency: actor.houseName }),
  };
});

export const action = actionFor("agency:settings", { form: ConsentTextForm }, async ({ actor, db, form }) => {
  await writeConsentText(db, actor, form);
  return redirectTo("/admin/consent-texts", "consent.text.done");
});

export default function ConsentTextsPage() {
  const say = useSay();
  const formats = useFormats();
  const languageName = useLanguageName();
  const { texts, language, words } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={say("consent.text.title")}
        lead={say("consent.text.lead")}
        back={{ to: "/admin/settings", label: say("ui.navigation.settings") }}
      />
      <Columns
        main={
          <Stack>
            {texts.length === 0 ? (
              <Empty title={say("consent.text.none")}>{say("consent.text.none-lead")}</Empty>
            ) : null}
            {texts.map((text) => (
              <Card key={text.id} title={languageName(text.language)}>
                <ClientWords text={text.words} language={text.language} />
                <p className="soft">
                  {say("consent.text.since", { version: text.version, instant: formats.instant(text.createdAt) })}{" "}
                  <Link to={`/admin/consent-texts?language=${text.language}`}>{say("consent.text.change")}</Link>
                </p>
              </Card>
            ))}
          </Stack>
        }
        aside={
          <Card title={say("consent.text.write")}>
            <ActForm key={language} formId="text">
              <SelectField
                name="language"
                label={say("consent.record.language")}
                emptyLabel={null}
                defaultValue={language}
                options={SPOKEN_LANGUAGES.map((value) => ({ value, label: languageName(value) }))}
              />
              <TextArea
                name="words"
                label={say("consent.text.words")}
                hint={say("consent.text.words-hint")}
                defaultValue={words}
                rows={12}
                maxLength={4000}
              />
              <SubmitButton>{say("consent.text.button")}</SubmitButton>
            </ActForm>
          </Card>
        }
      />
    </>
  );
}
