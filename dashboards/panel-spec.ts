import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { Panel, Threshold, ValueMapping } from '@grafana/grafana-foundation-sdk/dashboard';

/** A panel and the room it takes; the grid is 24 wide, a unit of height some 30 pixels. */
export interface Placed {
  readonly width: number;
  readonly height: number;
  readonly panel: Builder<Panel>;
}

/** One query of a panel, in InfluxQL. */
export interface PanelQuery {
  readonly query: string;
  /** Name of a series: `$tag_sector`, `$col`. */
  readonly alias?: string;
}

/** What every panel with data has. */
export interface PanelSpec {
  /** Unique in the dashboard; never changes, since alert rules and links name it. */
  readonly id: number;
  readonly width: number;
  readonly height: number;
  readonly title: string;
  /** Plain words: what is seen, and how to read it. */
  readonly description: string;
  /** Variable that holds the data source. */
  readonly source: string;
  readonly queries: readonly PanelQuery[];
  /** Unit of Grafana for every field without one of its own. */
  readonly unit: string;
  readonly decimals?: number;
  readonly min?: number;
  readonly max?: number;
  readonly steps?: readonly Threshold[];
  readonly mappings?: readonly ValueMapping[];
  readonly columns?: readonly Column[];
  /** Shown where nothing was found. */
  readonly noValue?: string;
  readonly links?: readonly DataLink[];
  /** Time range of its own, back from now: `90d`. */
  readonly timeFrom?: string;
}

/** A field of its own among those of a panel, by its name in the query. */
export interface Column {
  readonly field: string;
  readonly title?: string;
  readonly unit?: string;
  readonly decimals?: number;
  readonly colour?: string;
  readonly steps?: readonly Threshold[];
  readonly mappings?: readonly ValueMapping[];
  readonly links?: readonly DataLink[];
  /** In pixels. */
  readonly width?: number;
  /** The text takes the colour of its mapping. */
  readonly isColoured?: boolean;
  /** A line that stands for no measured value. */
  readonly isDashed?: boolean;
}

export interface DataLink {
  readonly title: string;
  readonly url: string;
}
