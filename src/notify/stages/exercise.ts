import type { Stage } from './stage.ts';

/** What is no real trouble goes to those alone who agreed to it. */
export const passExercise: Stage = (_, { exercise, takesPartInExercises }) => {
  if (exercise === null || takesPartInExercises) return null;
  const what =
    exercise === 'drill'
      ? { ja: '訓練', en: 'an exercise' }
      : { ja: '模擬データ', en: 'practice data' };
  return {
    stage: 'exercise',
    until: null,
    text: {
      ja: `${what.ja}のため、参加に同意した宛先（notify.exercises）だけに送ります`,
      en: `${what.en}: it goes to those alone who take part (notify.exercises)`,
    },
  };
};
