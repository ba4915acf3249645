import { useWords } from './words.ts';

/** Heads of the columns that every table of incidents begins with. */
export function IncidentHeads() {
  const words = useWords();
  return (
    <>
      <th scope="col" class="c-incident">
        {words.colIncident}
      </th>
      <th scope="col" class="c-pattern">
        {words.colPattern}
      </th>
      <th scope="col" class="c-worst">
        {words.colJudgement}
      </th>
      <th scope="col" class="c-began">
        {words.colBegan}
      </th>
      <th scope="col" class="c-lasts">
        {words.colLasts}
      </th>
    </>
  );
}
