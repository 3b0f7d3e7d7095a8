// The frame around every page of a desk: head, navigation, notices. The root puts it there; routes draw only what is inside.
import { Link, NavLink, useLocation } from "@remix-run/react";
import type { ReactNode } from "react";
import { useSay } from "#app/i18n/speech";
import { Icon } from "./icon";
import { KeptNotice, staySignedIn } from "./kept-notice";
import { LateRefusal } from "./late-refusal";
import { useUnread } from "./live-notices";
import { Wordmark } from "./mark";
import { type Desk, isCurrent, type NavigationItem, navigationOf, splitForTelephone } from "./navigation";
import { Flashes } from "./notice";
import { type FrameActor, type FrameMembership, useRootValues } from "./root-values";
import { SessionWarning } from "./session-warning";

type DeskFrameProps = { desk: Desk; children: ReactNode };

/** Takes the person from the root. Page routes never draw it themselves. */
export function DeskFrame({ desk, children }: DeskFrameProps) {
  const say = useSay();
  const { actor, memberships, notices, unread } = useRootValues();
  return (
    <div className="desk">
      <a className="usa-skipnav" href="#main-content">
        {say("ui.skip-to-content")}
      </a>
      <DeskHeader desk={desk} actor={actor} memberships={memberships} unread={unread} />
      <DeskNavigation desk={desk} items={actor ? navigationOf(desk, actor.role) : []} />
      <main className="desk-main" id="main-content" tabIndex={-1}>
        <Flashes notices={notices} />
        <LateRefusal />
        {desk === "portal" ? <KeptNotice /> : null}
        {children}
      </main>
      {actor ? <SessionWarning /> : null}
    </div>
  );
}

type DeskHeaderProps = {
  desk: Desk;
  actor: FrameActor | null;
  memberships: readonly FrameMembership[];
  unread: number;
};

function DeskHeader({ desk, actor, memberships, unread: ofPage }: DeskHeaderProps) {
  const say = useSay();
  const unread = useUnread(ofPage, memberships.find(({ current }) => current)?.membershipId ?? "");
  return (
    <header className="desk-header">
      <Link to={`/${desk}`} className="desk-home" aria-label={say("ui.header.home")}>
        <Wordmark name={say("word.product")} />
      </Link>
      {actor ? <p className="desk-place">{actor.organizationName}</p> : null}
      <div className="desk-tools">
        <Link
          to="/notices"
          className="desk-bell"
          aria-label={unread > 0 ? say("ui.header.notices", { count: unread }) : say("ui.header.no-notices")}
        >
          <Icon name={unread > 0 ? "notifications" : "notifications-none"} />
          {unread > 0 ? <span className="badge badge-act">{unread > 99 ? "99+" : unread}</span> : null}
        </Link>
        {actor ? <AccountMenu actor={actor} memberships={memberships} /> : null}
      </div>
    </header>
  );
}

/** A native disclosure: it opens without script, by keyboard, and on a telephone. */
function AccountMenu({ actor, memberships }: { actor: FrameActor; memberships: readonly FrameMembership[] }) {
  const say = useSay();
  const { pathname } = useLocation();
  const { pageKey } = useRootValues();
  const role = say.any(`word.role.${actor.role}`);
  const others = memberships.filter(({ current }) => !current);
  return (
    // The key closes the menu when the page changes.
    <details className="account" key={pathname}>
      <summary>
        <Icon name="account-circle" />
        <span className="account-name">
          {actor.name}
          <span>{role}</span>
        </span>
        <span className="usa-sr-only">{say("ui.header.account")}</span>
        <Icon name="expand-more" />
      </summary>
      <div className="account-menu">
        <p className="account-here">
          <strong>{actor.name}</strong>
          <span>
            {role}, {actor.organizationName}
          </span>
        </p>
        {others.length > 0 ? (
          <form method="post" action="/desks" className="account-desks">
            <p>{say("ui.header.change-desk")}</p>
            {pageKey ? <input type="hidden" name="_key" value={`${pageKey}:change-desk`} /> : null}
            {others.map(({ membershipId, organizationName, role: otherRole }) => (
              <button key={membershipId} type="submit" name="membershipId" value={membershipId}>
                <strong>{organizationName}</strong>
                <span>{say.any(`word.role.${otherRole}`)}</span>
              </button>
            ))}
          </form>
        ) : null}
        <Link to="/account" className="account-own">
          <Icon name="account-circle" />
          {say("ui.header.own-account")}
        </Link>
        <form method="post" action="/sign-out" onSubmit={staySignedIn}>
          {pageKey ? <input type="hidden" name="_key" value={`${pageKey}:sign-out`} /> : null}
          <button type="submit">
            <Icon name="logout" />
            {say("ui.header.sign-out")}
          </button>
        </form>
      </div>
    </details>
  );
}

function DeskNavigation({ desk, items }: { desk: Desk; items: readonly NavigationItem[] }) {
  const say = useSay();
  const { pathname } = useLocation();
  const { near, more } = splitForTelephone(items);
  const moreHasCurrent = more.some((item) => isCurrent(item, pathname));
  return (
    <nav className="desk-navigation" aria-label={say("ui.navigation.main", { desk: say(`word.desk.${desk}`) })}>
      <p className="desk-name">{say(`word.desk.${desk}`)}</p>
      <ul>
        {near.map((item) => (
          <NavigationLine key={item.to} item={item} pathname={pathname} />
        ))}
        {more.map((item) => (
          <NavigationLine key={item.to} item={item} pathname={pathname} className="wide-only" />
        ))}
        {more.length > 0 ? (
          <li className="narrow-only">
            <details className="navigation-more" key={pathname}>
              <summary className={moreHasCurrent ? "current" : undefined}>
                <Icon name="more-horiz" />
                <span>{say("ui.more")}</span>
              </summary>
              <ul aria-label={say("ui.navigation.more")}>
                {more.map((item) => (
                  <NavigationLine key={item.to} item={item} pathname={pathname} />
                ))}
              </ul>
            </details>
          </li>
        ) : null}
      </ul>
    </nav>
  );
}

type NavigationLineProps = { item: NavigationItem; pathname: string; className?: string };

function NavigationLine({ item, pathname, className }: NavigationLineProps) {
  const say = useSay();
  return (
    <li className={className}>
      <NavLink
        to={item.to}
        className={isCurrent(item, pathname) ? "current" : ""}
        aria-current={isCurrent(item, pathname) ? "page" : undefined}
        prefetch="intent"
      >
        <Icon name={item.icon} />
        <span>{say(item.name)}</span>
      </NavLink>
    </li>
  );
}
