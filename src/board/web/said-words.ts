/** What the pages say of statements and of what waits for the operator; times are formatted. */
export interface SaidWords {
  readonly statements: string;
  readonly statementsNote: string;
  readonly noStatements: string;
  readonly saidBy: (at: string, who: string) => string;
  readonly takenBack: (at: string) => string;
  readonly takeBack: string;
  readonly makeStatement: string;
  readonly saidAbout: string;
  readonly aboutNow: string;
  readonly saidText: string;
  readonly saidTextHint: string;
  readonly shownFor: string;
  readonly forHours: (hours: number) => string;
  readonly errorNote: string;
  /** In the bar. */
  readonly navTasks: string;
  readonly tasks: string;
  readonly tasksNote: string;
  readonly noTasks: string;
  readonly taskOpen: string;
  readonly taskAnswered: string;
  readonly taskAbout: (from: string) => string;
  readonly answer: string;
  readonly answerText: string;
  readonly agree: string;
  readonly decline: string;
  readonly agreeNote: string;
  readonly confirmAgree: string;
  readonly giveAnswer: string;
}
