import {
  AxisPlacement,
  BigValueColorMode,
  BigValueGraphMode,
  GraphDrawStyle,
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  LineInterpolation,
  ReduceDataOptionsBuilder,
  SortOrder,
  StackingConfigBuilder,
  StackingMode,
  TableCellDisplayMode,
  TableCellHeight,
  TimelineValueAlignment,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  FieldColorBuilder,
  FieldColorModeId,
  type Threshold,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as StateTimelineBuilder } from '@grafana/grafana-foundation-sdk/statetimeline';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import { PanelBuilder as TextBuilder, TextMode } from '@grafana/grafana-foundation-sdk/text';
import { PanelBuilder as TimeSeriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { dress } from './dress.ts';
import type { PanelSpec, Placed } from './panel-spec.ts';

export function timeSeries(
  spec: PanelSpec & {
    readonly isStacked?: boolean;
    readonly isStepped?: boolean;
    /** Thresholds drawn as areas behind the curves. */
    readonly areas?: readonly Threshold[] | null;
  },
): Placed {
  const { isStacked = false, isStepped = false, areas = null } = spec;
  const builder = dress(
    new TimeSeriesBuilder(),
    areas === null ? spec : { ...spec, steps: areas },
    'time_series',
  )
    .legend(
      new VizLegendOptionsBuilder()
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .showLegend(true)
        .calcs([]),
    )
    .tooltip(
      new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending),
    )
    .drawStyle(GraphDrawStyle.Line)
    .lineInterpolation(isStepped ? LineInterpolation.StepAfter : LineInterpolation.Linear)
    .lineWidth(isStacked ? 0 : 1.5)
    .fillOpacity(isStacked ? 70 : isStepped ? 25 : 5)
    .showPoints(VisibilityMode.Auto)
    .pointSize(4)
    .spanNulls(false)
    .axisPlacement(AxisPlacement.Auto)
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.PaletteClassicByName))
    .stacking(
      new StackingConfigBuilder()
        .mode(isStacked ? StackingMode.Normal : StackingMode.None)
        .group('A'),
    );
  if (areas !== null) {
    builder.thresholdsStyle(
      new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.DashedAndArea),
    );
  }
  return { width: spec.width, height: spec.height, panel: builder };
}

export function stateTimeline(
  spec: PanelSpec & { readonly maxDataPoints?: number; readonly perPage?: number },
): Placed {
  const builder = dress(new StateTimelineBuilder(), spec, 'time_series')
    .legend(
      new VizLegendOptionsBuilder()
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .showLegend(true)
        .calcs([]),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Single).sort(SortOrder.None))
    .showValue(VisibilityMode.Never)
    .rowHeight(0.85)
    .mergeValues(true)
    .alignValue(TimelineValueAlignment.Left)
    .fillOpacity(85)
    .lineWidth(0)
    // By thresholds, Grafana would leave the colours of the mappings out for numbers.
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Fixed).fixedColor('text'));
  if (spec.maxDataPoints !== undefined) builder.maxDataPoints(spec.maxDataPoints);
  if (spec.perPage !== undefined) builder.perPage(spec.perPage);
  return { width: spec.width, height: spec.height, panel: builder };
}

export function stat(
  spec: PanelSpec & {
    readonly hasGraph?: boolean /** Name of a field that holds text; else the numbers are shown. */;
    readonly textField?: string;
  },
): Placed {
  const builder = dress(new StatBuilder(), spec, 'time_series')
    .colorMode(BigValueColorMode.Value)
    .graphMode(spec.hasGraph === true ? BigValueGraphMode.Area : BigValueGraphMode.None)
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Thresholds))
    .reduceOptions(
      new ReduceDataOptionsBuilder()
        .calcs(['lastNotNull'])
        .fields(spec.textField === undefined ? '' : `/^${spec.textField}$/`)
        .values(false),
    );
  return { width: spec.width, height: spec.height, panel: builder };
}

export function table(
  spec: PanelSpec & { readonly sortBy: string; readonly isDescending?: boolean },
): Placed {
  const builder = dress(new TableBuilder(), spec, 'table')
    .cellHeight(TableCellHeight.Sm)
    .showHeader(true)
    .filterable(true)
    .cellOptions({ type: TableCellDisplayMode.Auto })
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Thresholds))
    .sortBy([{ build: () => ({ displayName: spec.sortBy, desc: spec.isDescending ?? false }) }]);
  return { width: spec.width, height: spec.height, panel: builder };
}

/** Words without data, in Markdown. */
export function note(spec: {
  readonly id: number;
  readonly height: number;
  readonly text: string;
}): Placed {
  const panel = new TextBuilder()
    .id(spec.id)
    .title('')
    .transparent(true)
    .mode(TextMode.Markdown)
    .content(spec.text);
  return { width: 24, height: spec.height, panel };
}
