import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../core/words/language.ts';
import { IncidentPage } from './incident-page.tsx';
import { IncidentsPage } from './incidents-page.tsx';
import { MissingPage } from './missing-page.tsx';
import { OverviewPage } from './overview-page.tsx';
import { ProberPage } from './prober-page.tsx';
import { useRoute } from './route.ts';
import { SectorPage } from './sector-page.tsx';
import { TargetPage } from './target-page.tsx';
import { firstLanguage, keepLanguage, LanguageContext, useWords } from './words.ts';

export function App() {
  const [language, setLanguage] = useState<Language>(firstLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const choose = (chosen: Language) => {
    keepLanguage(chosen);
    setLanguage(chosen);
  };
  return (
    <LanguageContext.Provider value={language}>
      <Page choose={choose} />
    </LanguageContext.Provider>
  );
}

function Page({ choose }: { choose: (language: Language) => void }) {
  const route = useRoute();
  const words = useWords();
  switch (route.page) {
    case 'overview':
      return <OverviewPage choose={choose} />;
    case 'sector':
      return <SectorPage key={route.id} id={route.id} choose={choose} />;
    case 'incidents':
      return <IncidentsPage choose={choose} />;
    case 'incident':
      return <IncidentPage key={route.id} id={route.id} choose={choose} />;
    case 'prober':
      return <ProberPage choose={choose} />;
    case 'target':
      return <TargetPage key={route.id} id={route.id} choose={choose} />;
    case 'unknown':
      return <MissingPage text={words.noSuchPage} choose={choose} />;
    default:
      return route satisfies never;
  }
}
