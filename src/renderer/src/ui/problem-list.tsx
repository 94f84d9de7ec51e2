import { useTranslation } from 'react-i18next'
import type { Problem } from '../../../shared/domain/run'
import css from './problem-list.module.css'

/** What is wrong with each, where, the cause in the tool's own words, and what to do. */
export function ProblemList({ problems }: { readonly problems: readonly Problem[] }) {
  const { t } = useTranslation('inspector')
  return (
    <ul className={css.problems}>
      {problems.map((problem, at) => (
        <li key={at}>
          <p>{t(`problem.${problem.kind}`, { count: problem.count ?? 0 })}</p>
          <code>{problem.line === undefined ? problem.path : `${problem.path}:${problem.line}`}</code>
          {problem.detail !== '' && <p className={css.detail}>{problem.detail}</p>}
          <p>{t(`problemCure.${problem.kind}`)}</p>
        </li>
      ))}
    </ul>
  )
}
