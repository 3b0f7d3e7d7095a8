// Somebody who presses and types before the page has started. What they do breaks nothing, and the page starts all the same.
import { afterAll, beforeAll, expect, test } from "vitest";
import { beginJourney, type Journey, signedIn } from "#tests/stage/journey";

let journey: Journey;

beforeAll(async () => {
  journey = await beginJourney();
});
afterAll(() => journey?.end());

test("a page pressed at every moment of its start is taken over and answers", async () => {
  const mara = await signedIn(journey, "Mara Quinn");
  const [service] = await journey.product.look<{ id: string }[]>`
    select l.id from service_at_location l join organization o on o.id = l.organization_id
    where o.name = 'Northside Care' order by l.id limit 1`;
  await mara.page.context().addInitScript(() => {
    const turns = new MessageChannel();
    const until = performance.now() + 3000;
    turns.port1.onmessage = () => {
      document.querySelector("h1")?.dispatchEvent(new MouseEvent("click", { bubbles: true }));
      if (performance.now() < until) turns.port2.postMessage("next");
    };
    turns.port2.postMessage("next");
  });
  await mara.page.goto(`/portal/services/${service?.id}`);
  await mara.page.locator("summary", { hasText: "Change the week" }).click();
  await mara.page.getByRole("button", { name: "Not known, or by appointment" }).click();
  await mara.sees("The hours are not known.");
  expect(journey.troubles).toEqual([]);
  await mara.leave();
});
