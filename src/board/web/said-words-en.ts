import type { SaidWords } from './said-words.ts';

export const SAID_EN: SaidWords = {
  statements: 'Statements',
  statementsNote:
    'Add your own words to a judgement. Whoever sees the judgement sees them beside it, as they are. The judgement itself does not change.',
  noStatements: 'Nothing is said at the moment.',
  saidBy: (at, who) => `${at} ${who}`,
  takenBack: (at) => `taken back ${at}`,
  takeBack: 'Take it back',
  makeStatement: 'Add the statement',
  saidAbout: 'On which judgement',
  aboutNow: 'the one of now',
  saidText: 'What you say',
  saidTextHint: 'One line of up to 500 characters. Everybody who sees it sees it as it is.',
  shownFor: 'Shown for',
  forHours: (hours) => (hours < 48 ? `${hours} h` : `${hours / 24} days`),
  errorNote:
    '“Measured wrongly” waits for the operator’s answer. Where the operator agrees, whoever was told is sent a correction.',
  navTasks: 'Tasks',
  tasks: 'For the operator to answer',
  tasksNote:
    'Judgements that a member says were measured wrongly. Your answer is shown beside the statement.',
  noTasks: 'Nothing waits for an answer.',
  taskOpen: 'open',
  taskAnswered: 'answered',
  taskAbout: (from) => `On the judgement since ${from}.`,
  answer: 'Answer',
  answerText: 'Why',
  agree: 'it was measured wrongly',
  decline: 'that cannot be confirmed',
  agreeNote:
    'Everybody who was told of this judgement is sent a correction. To those who were told of a pattern no site is named.',
  confirmAgree:
    'Answer that it was measured wrongly, and send a correction to everybody who was told?',
  giveAnswer: 'Answer',
};
