// One small picture from the icon sheet, drawn from the U.S. Web Design System. Beside words it is silent; alone it needs a label.
import sheet from "./icons.svg?url&no-inline";

export type IconName =
  | "home"
  | "search"
  | "people"
  | "person"
  | "folder-open"
  | "send"
  | "mail-outline"
  | "calendar-today"
  | "event"
  | "assessment"
  | "verified-user"
  | "store"
  | "work"
  | "attach-money"
  | "account-balance"
  | "credit-card"
  | "groups"
  | "settings"
  | "history"
  | "list"
  | "grid-view"
  | "check"
  | "check-circle"
  | "check-circle-outline"
  | "cancel"
  | "highlight-off"
  | "error"
  | "error-outline"
  | "warning"
  | "info"
  | "info-outline"
  | "help-outline"
  | "hourglass-empty"
  | "schedule"
  | "autorenew"
  | "remove-circle"
  | "do-not-disturb"
  | "undo"
  | "lock"
  | "lock-open"
  | "logout"
  | "notifications"
  | "notifications-none"
  | "more-horiz"
  | "add"
  | "edit"
  | "delete"
  | "close"
  | "arrow-back"
  | "arrow-forward"
  | "arrow-upward"
  | "arrow-downward"
  | "unfold-more"
  | "navigate-next"
  | "navigate-before"
  | "expand-more"
  | "phone"
  | "location-on"
  | "my-location"
  | "directions-car"
  | "language"
  | "print"
  | "file-download"
  | "file-present"
  | "upload-file"
  | "attach-file"
  | "filter-list"
  | "star"
  | "flag"
  | "priority-high"
  | "link"
  | "account-circle"
  | "security"
  | "visibility"
  | "launch"
  | "local-offer"
  | "medical-services"
  | "topic"
  | "contact-page"
  | "radio-button-unchecked"
  | "fast-forward"
  | "push-pin"
  | "zoom-in"
  | "zoom-out"
  | "insights"
  | "chat"
  | "half"
  | "dashed"
  | "pause";

type IconProps = {
  name: IconName;
  /** What it says where no words stand beside it. */
  label?: string;
  className?: string;
};

export function Icon({ name, label, className }: IconProps) {
  const classes = className ? `icon ${className}` : "icon";
  const use = <use href={`${sheet}#${name}`} />;
  if (!label) {
    return (
      <svg className={classes} aria-hidden="true" focusable="false">
        {use}
      </svg>
    );
  }
  return (
    <svg className={classes} role="img" aria-label={label} focusable="false">
      {use}
    </svg>
  );
}
