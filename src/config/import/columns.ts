/** The columns of a list of sites, in the order of the templates. */
export const COLUMNS = [
  'member_id',
  'code',
  'member_ja',
  'member_en',
  'target_id',
  'url',
  'consent',
  'schedule',
  'family',
  'contact',
  'enrolled_by',
  'enrolled_on',
  'enrolment_reference',
] as const;
export type Column = (typeof COLUMNS)[number];

/** The heading of the Japanese template first, then what lists in use call the column. */
export const HEADINGS_JA: Readonly<Record<Column, readonly string[]>> = {
  member_id: ['構成員ID', '構成員コード', '組織ID', '団体ID', '会員ID'],
  code: [
    '団体コード',
    'コード',
    '市区町村コード',
    '市町村コード',
    '都道府県コード',
    '自治体コード',
    '全国地方公共団体コード',
    '地方公共団体コード',
    '標準地域コード',
    '法人番号',
    '金融機関コード',
    '統一金融機関コード',
    '銀行コード',
    '事業者コード',
    '会員番号',
    '医療機関コード',
  ],
  member_ja: [
    '団体名',
    '構成員名',
    '構成員',
    '組織名',
    '機関名',
    '法人名',
    '会社名',
    '事業者名',
    '企業名',
    '会員名',
    '金融機関名',
    '医療機関名',
    '病院名',
    '自治体名',
    '市区町村名',
    '市町村名',
    '団体名（漢字）',
    '名称',
    '日本語名',
  ],
  member_en: ['団体名（英語）', '英語名', '英語名称', '英語表記', '英文名', '英名', '団体名（英）'],
  target_id: ['計測対象ID', '対象ID', 'サイトID'],
  url: [
    'サイトURL',
    'URL',
    'ホームページURL',
    'ウェブサイトURL',
    'WebサイトURL',
    'トップページURL',
    'ホームページ',
    'ホームページアドレス',
    'HPアドレス',
    'HP',
    'ウェブサイト',
    '計測対象URL',
    '計測URL',
    '対象URL',
    'アドレス',
  ],
  consent: ['共有範囲', '公開範囲', '共有', '共有レベル', '共有の範囲', '情報共有範囲'],
  schedule: ['計測間隔', '間隔', '計測頻度', '頻度', '計測周期', '監視間隔', 'スケジュール'],
  family: ['IPバージョン', 'IP', 'IPの版', 'IPv4/IPv6', 'アドレスファミリ', 'IP種別'],
  contact: [
    '連絡先',
    'メールアドレス',
    '連絡先メールアドレス',
    'メール',
    'Eメール',
    '担当者メールアドレス',
    '担当者連絡先',
    '連絡先（メール）',
    '電話番号',
    '連絡先電話番号',
  ],
  enrolled_by: [
    '同意者',
    '承諾者',
    '同意部署',
    '同意した部署',
    '承諾部署',
    '申込者',
    '同意者・部署',
  ],
  enrolled_on: ['同意日', '承諾日', '同意年月日', '承諾年月日', '申込日', '登録同意日'],
  enrolment_reference: [
    '同意文書番号',
    '文書番号',
    '承諾書番号',
    '同意書番号',
    '同意文書',
    '整理番号',
  ],
};

/** The heading of the English template first. */
export const HEADINGS_EN: Readonly<Record<Column, readonly string[]>> = {
  member_id: ['Member ID', 'member_id'],
  code: ['Code', 'Organisation code', 'Organization code', 'Outside code'],
  member_ja: [
    'Member (Japanese)',
    'member_ja',
    'Name (Japanese)',
    'Member',
    'Organisation',
    'Name',
  ],
  member_en: ['Member (English)', 'member_en', 'Name (English)', 'English name'],
  target_id: ['Site ID', 'target_id', 'Target ID'],
  url: ['Site URL', 'URL', 'Website', 'Web site', 'Homepage', 'Address'],
  consent: ['Sharing', 'consent', 'Sharing level'],
  schedule: ['Interval', 'schedule', 'Frequency'],
  family: ['IP version', 'family', 'IP family'],
  contact: ['Contact', 'contacts', 'E-mail', 'Mail', 'Telephone', 'Phone'],
  enrolled_by: ['Enrolled by', 'enrolled_by', 'Agreed by'],
  enrolled_on: ['Enrolled on', 'enrolled_on', 'Agreed on', 'Date of agreement'],
  enrolment_reference: ['Enrolment reference', 'enrolment_reference', 'Reference', 'Document'],
};

const BY_HEADING: ReadonlyMap<string, Column> = new Map(
  [HEADINGS_JA, HEADINGS_EN].flatMap((headings) =>
    COLUMNS.flatMap((column) => headings[column].map((each) => [bare(each), column] as const)),
  ),
);

/** Every heading that is understood, as it is compared. */
export const KNOWN_HEADINGS: readonly string[] = [...BY_HEADING.keys()];

/** The column that a heading means; null where it means none of them. */
export function columnOf(heading: string): Column | null {
  return BY_HEADING.get(bare(heading)) ?? BY_HEADING.get(bare(withoutNote(heading))) ?? null;
}

/** Width, case, spaces, line breaks, marks of obligation and separators do not matter. */
export function bare(heading: string): string {
  return heading
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_*※★●◎○:.。・･-]/g, '')
    .replaceAll(/[【[(](必須|任意|required|optional)[)\]】]/g, '');
}

/** `サイトURL（トップページ）` without what stands in brackets. */
function withoutNote(heading: string): string {
  return heading.normalize('NFKC').replace(/[(【[].*$/s, '');
}
