// What is to be done next about an import, what was uploaded, and where its report is. Takes plain values; moves nothing itself.
import { useFormats, useSay } from "#app/i18n/speech";
import type { ImportView } from "#app/models/import/read.server";
import { ButtonLink } from "./button";
import { Facts } from "./facts";
import { MoveButton } from "./import-going";
import { importPath } from "./import-list";
import { Actions, Card } from "./layout-parts";
import { Notice } from "./notice";

type Instants = "createdAt" | "startedAt" | "appliedAt" | "undoneAt" | "progress";
/** Instants come over the wire as texts. */
export type ImportPageView = Omit<ImportView, Instants> & {
  readonly [Name in Exclude<Instants, "progress">]: Date | string | null;
};

export function NextCard({ view }: { view: ImportPageView }) {
  const say = useSay();
  const path = importPath(view.id);
  const { state, flat, isMapped, outcome } = view;
  const ready = !flat || isMapped;
  if (state === "imported") return <ImportedCard view={view} />;
  if (state === "previewed")
    return (
      <Card title={say("imports.one.start")} look="act">
        <p>{say("imports.one.start-lead")}</p>
        <Actions>
          <MoveButton move="start" />
          {flat ? (
            <ButtonLink to={`${path}/mapping`} look="secondary">
              {say("imports.one.remap")}
            </ButtonLink>
          ) : null}
          <MoveButton move="cancel" look="secondary" />
        </Actions>
      </Card>
    );
  const undone = state === "undone" ? outcome?.undone : undefined;
  return (
    <Card title={say(`lifecycle.import.state.${state}`)} look={state === "uploaded" ? "act" : "plain"}>
      {state === "failed" ? <Failure failure={view.failure} /> : null}
      {state === "cancelled" ? <p>{say("imports.one.cancelled")}</p> : null}
      {undone ? <p>{say("imports.one.undone", undone)}</p> : null}
      {state === "uploaded" ? <p>{say("imports.one.map-lead")}</p> : null}
      <Actions>
        {flat ? (
          <ButtonLink to={`${path}/mapping`} look={isMapped ? "secondary" : "primary"}>
            {say(isMapped ? "imports.one.remap" : "imports.one.map")}
          </ButtonLink>
        ) : null}
        {ready ? <MoveButton move="preview" look="secondary" /> : null}
        {state === "uploaded" || state === "failed" ? <MoveButton move="cancel" look="secondary" /> : null}
      </Actions>
    </Card>
  );
}

function Failure({ failure }: { failure: string | null }) {
  const say = useSay();
  return (
    <Notice tone="error" title={say("imports.failure.title")}>
      <p>{say.any(`imports.failure.${failure ?? "broken"}`)}</p>
    </Notice>
  );
}

function ImportedCard({ view: { id, outcome, hasRun, failure } }: { view: ImportPageView }) {
  const say = useSay();
  const proposals = outcome?.proposals ?? 0;
  return (
    <Card title={say("lifecycle.import.state.imported")} look={proposals > 0 ? "act" : "plain"}>
      {failure ? <Failure failure={failure} /> : null}
      {proposals > 0 ? (
        <p>
          <strong>{say("imports.one.removals", { count: proposals })}</strong> {say("imports.one.removals-lead")}
        </p>
      ) : null}
      <Actions>
        {proposals > 0 ? (
          <ButtonLink to={`${importPath(id)}/removals`}>{say("imports.one.removals-open")}</ButtonLink>
        ) : null}
        {hasRun ? (
          <ButtonLink to={`${importPath(id)}/undo`} look="secondary">
            {say("imports.one.undo-later")}
          </ButtonLink>
        ) : (
          <p className="soft">{say("imports.undo.none")}</p>
        )}
      </Actions>
    </Card>
  );
}

export function FilesCard({ view }: { view: ImportPageView }) {
  const say = useSay();
  const formats = useFormats();
  const at = (instant: Date | string | null) => (instant ? formats.instant(instant) : null);
  const by = (instant: Date | string | null, name: string | null) => {
    const when = at(instant);
    return when && name ? say("imports.one.by-at", { at: when, name }) : when;
  };
  const facts = [
    {
      name: say("imports.files"),
      value: formats.list(
        view.files.map(({ name, byteCount }) => say("imports.file-size", { name, size: formats.bytes(byteCount) })),
      ),
    },
    { name: say("imports.one.uploaded"), value: by(view.createdAt, view.by) },
    ...(view.appliedAt ? [{ name: say("imports.one.imported-at"), value: by(view.appliedAt, view.startedBy) }] : []),
    ...(view.undoneAt ? [{ name: say("imports.one.undone-at"), value: at(view.undoneAt) }] : []),
  ];
  return (
    <Card title={say("imports.one.files-title")}>
      <Facts facts={facts} />
      {view.preview || view.outcome ? (
        <Actions>
          <ButtonLink to={`${importPath(view.id)}/report.csv`} look="secondary" icon="file-download" download>
            {say("imports.one.csv")}
          </ButtonLink>
          <ButtonLink to={`${importPath(view.id)}/report.json`} look="secondary" icon="file-download" download>
            {say("imports.one.json")}
          </ButtonLink>
        </Actions>
      ) : null}
    </Card>
  );
}
