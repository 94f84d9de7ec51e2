import { ChevronDown, ChevronRight } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { Button } from 'react-aria-components'
import { useFold } from './folds'
import css from './blocks.module.css'

interface SectionProps {
  /** Under which its fold is remembered: `inspector.params`. */
  readonly name: string
  readonly title: string
  /** At the right of the title: a count, a hint. */
  readonly aside?: ReactNode
  readonly isFoldedAtFirst?: boolean
  readonly children: ReactNode
}

export function Section({ name, title, aside, isFoldedAtFirst = false, children }: SectionProps) {
  const [isFolded, setFolded] = useFold(name, isFoldedAtFirst)
  const id = useId()
  const Chevron = isFolded ? ChevronRight : ChevronDown
  return (
    <section className={css.section} aria-labelledby={id}>
      <div className={css.sectionHead}>
        <h3 id={id}>
          <Button className={css.fold ?? ''} aria-expanded={!isFolded} onPress={() => setFolded(!isFolded)}>
            <Chevron size={14} strokeWidth={1.5} aria-hidden />
            {title}
          </Button>
        </h3>
        {aside === undefined ? null : <span>{aside}</span>}
      </div>
      {isFolded ? null : children}
    </section>
  )
}
