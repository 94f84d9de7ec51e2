import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import css from './artifacts.module.css'

interface ImageViewProps {
  readonly name: string
  readonly mediaType: string
  readonly data: Uint8Array
}

/** Drawn by `<img>` alone, SVG too: there no script runs and nothing is fetched. */
export function ImageView({ name, mediaType, data }: ImageViewProps) {
  const { t } = useTranslation('artifacts')
  const [url, setUrl] = useState<string>()
  const [size, setSize] = useState<string>()
  const [isBroken, setBroken] = useState(false)
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([data.slice()], { type: mediaType }))
    setUrl(made)
    setBroken(false)
    setSize(undefined)
    return () => URL.revokeObjectURL(made)
  }, [data, mediaType])
  if (isBroken) return <p className={css.notice}>{t('imageBroken')}</p>
  return (
    <figure className={css.image}>
      {url !== undefined && (
        <img
          src={url}
          alt={name}
          draggable={false}
          onLoad={(event) =>
            setSize(`${String(event.currentTarget.naturalWidth)} × ${String(event.currentTarget.naturalHeight)}`)
          }
          onError={() => setBroken(true)}
        />
      )}
      {size !== undefined && size !== '0 × 0' && <figcaption>{size}</figcaption>}
    </figure>
  )
}
