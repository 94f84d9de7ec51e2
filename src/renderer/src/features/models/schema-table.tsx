import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { SchemaField } from '../../../../shared/domain/model'
import { useVisibleRange } from '../../lib/use-visible-range'
import css from './models.module.css'

const ROW_PX = 22

/** Pure: columns that no field fills are left out. */
export const collectShape = (fields: readonly SchemaField[]) => ({
  hasNames: fields.some((field) => field.name !== undefined),
  hasDefaults: fields.some((field) => field.default !== undefined),
  hasOptional: fields.some((field) => !field.isRequired),
})

/** Inputs, outputs or params of a signature. */
export function SchemaTable({ title, fields }: { readonly title: string; readonly fields: readonly SchemaField[] }) {
  const { t } = useTranslation('models')
  const root = useRef<HTMLTableSectionElement>(null)
  const range = useVisibleRange(root, ROW_PX, fields.length)
  const shape = collectShape(fields)
  const spacer = (rows: number) => (rows > 0 ? <tr aria-hidden style={{ height: rows * ROW_PX }} /> : null)
  return (
    <table className={css.schema}>
      <caption>{title}</caption>
      <thead>
        <tr>
          {shape.hasNames && <th scope="col">{t('name')}</th>}
          <th scope="col">{t('type')}</th>
          {shape.hasDefaults && <th scope="col">{t('default')}</th>}
          {shape.hasOptional && <th scope="col">{t('required')}</th>}
        </tr>
      </thead>
      <tbody ref={root}>
        {spacer(range.start)}
        {fields.slice(range.start, range.end).map((field, at) => (
          <tr key={range.start + at}>
            {shape.hasNames && <td title={field.name}>{field.name}</td>}
            <td title={field.type}>
              <code>{field.type}</code>
            </td>
            {shape.hasDefaults && (
              <td>
                <code>{field.default}</code>
              </td>
            )}
            {shape.hasOptional && <td>{field.isRequired ? t('isRequired') : t('isOptional')}</td>}
          </tr>
        ))}
        {spacer(fields.length - range.end)}
      </tbody>
    </table>
  )
}
