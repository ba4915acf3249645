import type {
  SharedChangesDto,
  SharedPageDto,
  SharedSiteDto,
  SiteNewsDto,
} from '../../dto/shared.ts';

/** A site with what came of its values after the page was loaded. */
export interface ShownSite extends SharedSiteDto {
  readonly values?: SiteNewsDto['values'];
}

/** A sector's page after its news. */
export function afterNews(page: SharedPageDto, changes: SharedChangesDto): SharedPageDto {
  const { version, picture, news, head } = changes;
  if (version < page.version) return page;
  const byTarget = new Map(news.map((each) => [each.target, each]));
  const sites =
    byTarget.size === 0
      ? page.sites
      : page.sites.map((site): ShownSite => ({ ...site, ...byTarget.get(site.target) }));
  return { ...page, ...head, version, picture, sites };
}
