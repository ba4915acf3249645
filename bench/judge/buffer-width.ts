const LAGS = 400;
const POINTS = 20_000;
const SKIPPED = 3;
const OTHERWISE = 125;
const LONGEST = 300;

/**
 * The widest buffer for a series: the lag (4 to 303) of the largest local maximum of its
 * autocorrelation over the first 20,000 points; 125 where there is none or it lies outside. This is
 * how TSB-AD (NeurIPS 2024) chooses it.
 */
export function bufferWidthOf(values: Float64Array): number {
  const correlation = autocorrelation(values.subarray(0, POINTS)).subarray(SKIPPED);
  let best = -1;
  for (let lag = 1; lag < correlation.length - 1; lag += 1) {
    const here = correlation[lag] ?? 0;
    const isPeak = here > (correlation[lag - 1] ?? 0) && here > (correlation[lag + 1] ?? 0);
    if (isPeak && (best < 0 || here > (correlation[best] ?? 0))) best = lag;
  }
  return best < 3 || best > LONGEST ? OTHERWISE : best + SKIPPED;
}

function autocorrelation(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const centred = values.map((value) => value - mean);
  const lags = Math.min(LAGS, values.length - 1) + 1;
  const products = Float64Array.from({ length: lags }, (_, lag) => {
    let sum = 0;
    for (let index = lag; index < centred.length; index += 1) {
      sum += (centred[index] ?? 0) * (centred[index - lag] ?? 0);
    }
    return sum;
  });
  const whole = products[0] ?? 0;
  return products.map((sum) => (whole === 0 ? 0 : sum / whole));
}
