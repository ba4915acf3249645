import { expect, it } from 'vitest';
import { type Route, routeOf } from '../../../src/board/web/route.ts';
import { PAGES, type PageRow } from '../every-page.ts';

/** Does not compile where the router has a page that is not in the list. */
const LISTED: Readonly<Record<Route['page'], PageRow>> = PAGES;

it.each(Object.entries(LISTED))('the list of every page leads to the page %s', (page, { path }) => {
  expect(routeOf(path.replace(':', '')).page).toBe(page);
});
