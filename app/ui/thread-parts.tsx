// A thread as both sides read it: who said what and when, who read it, what can be taken back, and the box to answer. Takes plain values; keeps none.
import { Link, useSearchParams } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import { THREAD_WORDS_LENGTH } from "../models/referral/thread-forms";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { Icon } from "./icon";
import { Card, Empty, ScreenOnly } from "./layout-parts";
import { Notice } from "./notice";
import { ToneTag } from "./state-tag";
import { FileField, HiddenField, TextArea } from "./text-fields";

export interface MessageView {
  readonly id: string;
  readonly side: string;
  readonly authorName: string;
  readonly words: string;
  readonly createdAt: Date;
  readonly takenBackAt: Date | null;
  readonly documentId: string | null;
  readonly documentName: string | null;
  readonly byteCount: number | null;
  readonly mine: boolean;
  readonly isNew: boolean;
  readonly readBy: readonly { readonly name: string; readonly at: Date }[];
  readonly mayTakeBack: boolean;
}

interface ThreadProps {
  readonly organizationId: string;
  readonly messages: readonly MessageView[];
  readonly earlier: string | null;
  /** What each side is called, for whoever reads. */
  readonly sides: Readonly<Record<string, string>>;
}

/** Oldest first, as people talk; the page before is one press away. */
export function ThreadMessages({ organizationId, messages, earlier, sides }: ThreadProps) {
  const say = useSay();
  if (messages.length === 0) {
    return (
      <Empty title={say("thread.empty")} icon="mail-outline">
        {say("thread.empty-lead")}
      </Empty>
    );
  }
  return (
    <>
      <ThreadPager earlier={earlier} />
      <ol className="thread">
        {messages.map((message) => (
          <li
            key={message.id}
            className={message.mine ? "thread-message thread-mine" : "thread-message"}
            id={message.id}
          >
            <MessageHead message={message} house={sides[message.side] ?? ""} />
            {message.takenBackAt ? (
              <p className="soft">{say("thread.taken-back")}</p>
            ) : (
              <p className="prose">{message.words}</p>
            )}
            <MessagePaper message={message} />
            <MessageFoot message={message} organizationId={organizationId} />
          </li>
        ))}
      </ol>
    </>
  );
}

function MessageHead({ message: { authorName, createdAt, isNew }, house }: { message: MessageView; house: string }) {
  const say = useSay();
  const formats = useFormats();
  return (
    <p className="thread-head">
      <strong>{authorName}</strong>
      <span className="soft">
        {" "}
        {house} · <time dateTime={createdAt.toISOString()}>{formats.instant(createdAt)}</time>
      </span>{" "}
      {isNew ? <ToneTag tone="act">{say("thread.new")}</ToneTag> : null}
    </p>
  );
}

function MessagePaper({ message: { documentId, documentName, byteCount } }: { message: MessageView }) {
  const formats = useFormats();
  if (!documentId) return null;
  return (
    <p>
      <Icon name="attach-file" /> {/* A file, not a page: the browser asks for it itself. */}
      <a href={`/documents/${documentId}`}>{documentName}</a>{" "}
      <span className="soft">{byteCount === null ? "" : formats.bytes(byteCount)}</span>
    </p>
  );
}

function MessageFoot({ message, organizationId }: { message: MessageView; organizationId: string }) {
  const say = useSay();
  const formats = useFormats();
  const { id, readBy, mayTakeBack, takenBackAt } = message;
  if (takenBackAt) return null;
  return (
    <>
      {readBy.length > 0 ? (
        <p className="soft thread-read">
          {readBy.map(({ name, at }) => say("thread.read-by", { name, at: formats.instant(at) })).join(" · ")}
        </p>
      ) : null}
      {mayTakeBack ? (
        <ScreenOnly>
          <ActForm formId={`take-back-${id}`} lastResult={null}>
            <HiddenField name="intent" value="take-back" />
            <HiddenField name="organizationId" value={organizationId} />
            <HiddenField name="messageId" value={id} />
            <SubmitButton look="quiet">{say("thread.take-back")}</SubmitButton>
          </ActForm>
        </ScreenOnly>
      ) : null}
    </>
  );
}

function ThreadPager({ earlier }: { earlier: string | null }) {
  const say = useSay();
  const [search] = useSearchParams();
  const away = search.has("after");
  if (earlier === null && !away) return null;
  const address = (after: string | null) => {
    const next = new URLSearchParams(search);
    next.delete("after");
    if (after) next.set("after", after);
    return `?${next}`;
  };
  return (
    <nav className="pager" aria-label={say("ui.pager.label")}>
      {earlier ? (
        <Link to={address(earlier)}>
          <Icon name="navigate-before" />
          {say("thread.earlier")}
        </Link>
      ) : null}
      {away ? (
        <Link to={address(null)}>
          {say("thread.latest")}
          <Icon name="navigate-next" />
        </Link>
      ) : null}
    </nav>
  );
}

interface WriteProps {
  readonly organizationId: string;
  readonly to: string;
  readonly open: boolean;
  /** Why no paper can go along; null where one can. */
  readonly noPaper: string | null;
}

export function ThreadWrite({ organizationId, to, open, noPaper }: WriteProps) {
  const say = useSay();
  if (!open) {
    return (
      <Notice>
        <p>{say("thread.closed")}</p>
      </Notice>
    );
  }
  return (
    <ScreenOnly>
      <Card title={say("thread.write", { name: to })}>
        <ActForm formId="write" files>
          <HiddenField name="intent" value="write" />
          <HiddenField name="organizationId" value={organizationId} />
          <TextArea
            name="words"
            label={say("thread.words")}
            hint={say("thread.words-hint")}
            maxLength={THREAD_WORDS_LENGTH}
            rows={4}
          />
          {noPaper === null ? (
            <FileField
              name="file"
              label={say("thread.file")}
              hint={say("consent.document.hint")}
              accept=".pdf,.jpg,.jpeg,.png,.docx"
              optional
            />
          ) : (
            <p className="soft">{noPaper}</p>
          )}
          <SubmitButton>{say("thread.send")}</SubmitButton>
        </ActForm>
      </Card>
    </ScreenOnly>
  );
}

interface CardProps {
  readonly threads: readonly {
    readonly organizationId: string;
    readonly name: string;
    readonly open: boolean;
    readonly count: number;
    readonly unread: number;
    readonly lastAt: Date | null;
  }[];
  /** Where a thread is read. */
  readonly to: (organizationId: string) => string;
}

/** The threads of a referral on its own page: how much was said, what is new, and the way there. */
export function ThreadCard({ threads, to }: CardProps) {
  const say = useSay();
  const formats = useFormats();
  if (threads.length === 0) return null;
  const waits = threads.some(({ unread }) => unread > 0);
  return (
    <Card title={say("thread.title")} look={waits ? "act" : "plain"}>
      <ul className="plain-list relation-list">
        {threads.map(({ organizationId, name, open, count, unread, lastAt }) => (
          <li key={organizationId}>
            <div>
              <Link to={to(organizationId)}>{say("thread.with", { name })}</Link>{" "}
              {unread > 0 ? <ToneTag tone="act">{say("thread.unread", { count: unread })}</ToneTag> : null}
              <div className="soft">
                {count === 0
                  ? say("thread.none-yet")
                  : say("thread.said", { count, at: lastAt ? formats.instant(lastAt) : "" })}
                {open ? "" : ` · ${say("thread.over")}`}
              </div>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
