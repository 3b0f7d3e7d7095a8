// The form of one deed: sends it once, shows what needs another look, and keeps what was entered. Works without script; never validates.
import type { SubmissionResult } from "@conform-to/react";
import { Form, useActionData, useNavigation } from "@remix-run/react";
import { type ReactNode, useEffect, useMemo, useRef } from "react";
import { ErrorSummary } from "./error-summary";
import { FormContext } from "./form-context";
import { labelsIn } from "./form-labels";
import { useRootValues } from "./root-values";

export type LastResult = SubmissionResult<string[]>;

type ActFormProps = {
  /** Unique on its page; with the page's key it makes the idempotency key. */
  formId: string;
  children: ReactNode;
  /** Where to send; the page itself by default. */
  action?: string;
  /** What came back; taken from the page's action by itself when not given. */
  lastResult?: LastResult | null;
  /** By name, for fields that are drawn by other parts: the summary of errors cannot find their labels itself. */
  labels?: Readonly<Record<string, string>>;
  /** Set when a file is among the answers. */
  files?: boolean;
  className?: string;
};

export function ActForm({ formId, children, action, lastResult, labels, files, className }: ActFormProps) {
  const { pageKey } = useRootValues();
  const answered = useActionData<{ lastResult?: LastResult } | undefined>();
  const key = pageKey ? `${pageKey}:${formId}` : undefined;
  const result = resultFor(formId, lastResult === undefined ? answered?.lastResult : lastResult);
  const form = useAfresh(key, result);
  const state = useMemo(
    () => ({ id: formId, key, errors: errorsOf(result), entered: result?.initialValue ?? undefined }),
    [formId, key, result],
  );
  return (
    <FormContext.Provider value={state}>
      <Form
        ref={form}
        method="post"
        id={formId}
        action={action}
        className={className ? `act-form ${className}` : "act-form"}
        encType={files ? "multipart/form-data" : undefined}
        // The server checks and answers in the person's language; a browser's own bubbles would come first and vanish.
        noValidate
      >
        {key ? <input type="hidden" name="_key" value={key} /> : <input type="hidden" name="_form" value={formId} />}
        <ErrorSummary result={result} labels={result ? { ...labelsIn(children), ...labels } : {}} />
        {children}
      </Form>
    </FormContext.Provider>
  );
}

/** Once its deed is done, a form that stays on the page holds what the page now says, as a page loaded anew would. */
function useAfresh(key: string | undefined, result: LastResult | undefined) {
  const form = useRef<HTMLFormElement>(null);
  const under = useRef(false);
  const { state, formData } = useNavigation();
  const sent = key !== undefined && formData?.get("_key") === key;
  useEffect(() => {
    if (sent) under.current = true;
    if (state !== "idle" || !under.current) return;
    under.current = false;
    if (!result) form.current?.reset();
  }, [sent, state, result]);
  return form;
}

/** An answer to another form of the same page is not this form's. */
function resultFor(formId: string, result: LastResult | null | undefined): LastResult | undefined {
  if (!result) return undefined;
  // Where nobody is signed in a form carries no key, and says its name instead.
  const { _key: key, _form: name } = result.initialValue ?? {};
  if (typeof name === "string") return name === formId ? result : undefined;
  return typeof key === "string" && !key.endsWith(`:${formId}`) ? undefined : result;
}

function errorsOf(result: LastResult | undefined): Record<string, string[]> {
  const errors: Record<string, string[]> = {};
  for (const [name, messages] of Object.entries(result?.error ?? {})) if (messages) errors[name] = messages;
  return errors;
}
