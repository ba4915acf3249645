/** What a line of the audit ends with; `request`: reference of a member's request, null = it needed none. */
export function requestDetail(request: string | null): string {
  return request === null ? '' : `; request ${request}`;
}
