// The envelope around a page of a list, as HSDS draws it. Counts; knows nothing of what is in it.

export interface HsdsPage {
  readonly total_items: number;
  readonly total_pages: number;
  readonly page_number: number;
  /** How many are on this page, which the last one shows. */
  readonly size: number;
  readonly first_page: boolean;
  readonly last_page: boolean;
  readonly empty: boolean;
  readonly contents: readonly unknown[];
}

/** A page past the last is empty, not an error: the list may have become shorter between two requests. */
export function pageOf(contents: readonly unknown[], total: number, page: number, perPage: number): HsdsPage {
  const pages = Math.ceil(total / perPage);
  return {
    total_items: total,
    total_pages: pages,
    page_number: page,
    size: contents.length,
    first_page: page === 1,
    last_page: page >= pages,
    empty: contents.length === 0,
    contents,
  };
}
