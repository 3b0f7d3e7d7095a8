// The things one presses: a button that sends its form and a link that looks like one. They decide nothing.
import { Link, useNavigation } from "@remix-run/react";
import { type ReactNode, useContext } from "react";
import { useSay } from "#app/i18n/speech";
import { FormContext } from "./form-context";
import { Icon, type IconName } from "./icon";

/** `act` is for what must be done now; a page has one at most. */
export type ButtonLook = "primary" | "secondary" | "quiet" | "danger" | "act";

const LOOKS: Readonly<Record<ButtonLook, string>> = {
  primary: "usa-button",
  secondary: "usa-button usa-button--outline",
  quiet: "usa-button usa-button--unstyled",
  danger: "usa-button usa-button--secondary",
  act: "usa-button usa-button--accent-warm",
};

type SubmitButtonProps = {
  children: ReactNode;
  look?: ButtonLook;
  /** For a form with more than one button: which was pressed. */
  name?: string;
  value?: string;
  icon?: IconName;
  /** So that a page can give the focus back to it after its deed. */
  id?: string;
};

export function SubmitButton({ children, look = "primary", name, value, icon, id }: SubmitButtonProps) {
  const say = useSay();
  const sent = useNavigation().formData;
  const form = useContext(FormContext);
  const formSent = sent !== undefined && form?.key !== undefined && sent.get("_key") === form.key;
  const isThis = formSent && (name === undefined || sent.get(name) === (value ?? ""));
  return (
    <button
      type="submit"
      id={id}
      className={LOOKS[look]}
      name={name}
      value={value}
      // Not `disabled`: that would throw the keyboard's focus to the top of the page.
      aria-disabled={formSent || undefined}
      onClick={formSent ? (event) => event.preventDefault() : undefined}
    >
      {icon ? <Icon name={icon} /> : null}
      {isThis ? say("ui.sending") : children}
    </button>
  );
}

type ButtonLinkProps = { to: string; children: ReactNode; look?: ButtonLook; icon?: IconName; download?: boolean };

/** Files are links of the browser's own: the router cannot show them. */
export function ButtonLink({ to, children, look = "primary", icon, download }: ButtonLinkProps) {
  return (
    <Link to={to} className={LOOKS[look]} reloadDocument={download} download={download || undefined}>
      {icon ? <Icon name={icon} /> : null}
      {children}
    </Link>
  );
}
