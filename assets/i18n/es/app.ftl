# Los textos de la página.

## Marco
skip = Ir al contenido
navigation = Principal
nav-dashboard = Resumen
nav-transactions = Movimientos
nav-import = Importar
nav-backup = Respaldo
nav-settings = Ajustes
hide-amounts = Ocultar montos
lock = Bloquear
lock-title = Bloquear ahora (Ctrl+Mayús+L)
trust-encrypted = Cifrado en este dispositivo.
trust-kept = El navegador prometió conservarlo.
trust-not-kept = El navegador podría borrarlo si falta espacio.
trust-unknown = Preguntando al navegador si lo conserva…
trust-no-backup = Sin respaldo todavía.
trust-backup = Respaldo comprobado { $at }.
trust-demo = Demostración: solo en memoria, no se guarda nada.
dismiss = Entendido
close = Cerrar
back = Volver
cancel = Cancelar
save = Guardar
delete = Eliminar
undo = Deshacer
redo = Rehacer
undo-title = Deshacer (Ctrl+Z)
redo-title = Rehacer (Ctrl+Mayús+Z)
reload = Recargar
load-again = Intentar de nuevo
loading = Cargando…
all = Todos
nothing = nada
update-ready = Hay una versión nueva lista.
update-apply = Cerrar la bóveda y actualizar
update-later = Se podrá aplicar cuando termine lo que está en curso.
news-version = 0.1.0
news-title = Novedades de la versión { $version }
news-1 = Instala LukaLibre y comparte con ella un archivo CSV, o ábrelo desde tu dispositivo: pasa directo a la importación.
news-2 = Respaldos cifrados en tu Google Drive o en un archivo, que se leen de vuelta y se comprueban hasta el último byte.
news-3 = Tu planilla de Google Sheets entra igual que un archivo, y un botón muestra qué cambió desde la última vez.
incoming-waits = En espera: { $names }.
incoming-locked = Se abrirá cuando tu bóveda esté abierta. Hasta entonces está solo en la memoria de esta página.
incoming-instead = Lo que ves aquí todavía no se ha guardado. Si abres lo que espera, esta vista previa se cierra.
incoming-after = Se podrá abrir cuando termine esta importación.
incoming-open = Abrir ahora
incoming-forget = Descartar
taken-over = Abierta en otra pestaña
taken-over-text = Seguiste en otra pestaña, así que esta guardó todo y cerró la bóveda.
taken-over-reload = Usarla aquí
toast-added = Agregaste «{ $name }»
toast-edited = Cambiaste «{ $name }»
toast-sorted = Clasificaste { $count } × «{ $name }»
sort-alike = { $count ->
    [one] Clasificar igual la otra
   *[other] Clasificar igual { $count } más
}
toast-deleted = Eliminaste «{ $name }»
toast-undone = Se deshizo: «{ $name }»
toast-redone = Se rehízo: «{ $name }»
file-saved = Se guardó { $name }

## Bienvenida
welcome = Tu dinero, en tu dispositivo
welcome-lead = LukaLibre guarda tus cuentas en una bóveda cifrada dentro de este navegador. Funciona sin conexión y nadie más puede leerla. Ni siquiera nosotros.
create-vault = Crear tu bóveda
try-demo = Probar la demostración
try-demo-hint = La demostración abre un hogar inventado. Vive en la memoria y desaparece al cerrar la pestaña.
promise-device = Tus datos se quedan en este dispositivo, cifrados, y nunca pasan por un servidor nuestro.
promise-key = La llave sale de tu frase de acceso. Sin ella o sin tus palabras de recuperación, no entra nadie.
promise-out = Todo vuelve a salir en archivos de planilla comunes, cuando quieras.
restore-backup = Restaurar un respaldo
step-of = Paso { $n } de { $of }
choose-passphrase = Elige una frase de acceso
choose-passphrase-text = Con ella se cifra todo lo que ingreses aquí. No podemos verla ni restablecerla.
new-passphrase = Nueva frase de acceso
repeat-passphrase = La misma otra vez
passphrase-hint = Al menos 12 caracteres. Cuatro o cinco palabras sin relación entre sí son fáciles de recordar y difíciles de adivinar.
passphrase-too-short = Usa al menos { $min } caracteres.
passphrase-too-easy = Alguien podría adivinarla. Agrega otra palabra que no tenga nada que ver con el resto.
passphrase-differs = Las dos frases no son iguales.
show-passphrase = Mostrar lo que escribo
strength-none = Verás su fortaleza mientras escribes
strength-unknown = Calculando…
strength-1 = Demasiado fácil de adivinar
strength-2 = Todavía no alcanza
strength-3 = Buena
strength-4 = Muy buena
base-currency = Moneda principal
base-currency-hint = Para los montos que no indican moneda. Puedes usar otras además de esta.
create-vault-submit = Continuar
deriving = Derivando la llave. Tarda un momento a propósito…
recovery-title = Tus palabras de recuperación
recovery-text = Escribe estas 24 palabras en papel, en este orden, y guarda el papel en un lugar seguro. Abren la bóveda si olvidas la frase de acceso. Solo se muestran ahora.
recovery-show = Mostrar las palabras de nuevo
recovery-confirm = Escribe tres de ellas
recovery-word = Palabra { $n }
enter-app = Abrir mi bóveda
making-vault = Creando la bóveda…

## Desbloqueo
unlock-title = Hola de nuevo
unlock-text = Tu bóveda está bloqueada. La frase se comprueba en este dispositivo y en ningún otro lugar.
passphrase = Frase de acceso
unlock-submit = Desbloquear
unlocking = Desbloqueando…
unlock-wait = { $count ->
    [one] Puedes volver a intentarlo en un segundo.
   *[other] Puedes volver a intentarlo en { $count } segundos.
}
use-recovery-code = Usar las palabras de recuperación
use-passphrase = Usar la frase de acceso
recovery-words = Palabras de recuperación
recovery-words-hint = Las 24, en orden, separadas por espacios.
take-over = Usarla aquí

## Resumen
period = Mes
period-previous = Mes anterior
period-next = Mes siguiente
month = Mes
month-kept = Te quedan { $net } de los { $income } que entraron.
month-over = Son { $net } más de lo que entró.
month-quiet = No entró ni salió dinero en { $month }.
pace-so-far = Llevas { $spent } gastados en { $month }, { $verdict ->
    [more-usual] { $by } más de lo habitual a esta altura.
    [less-usual] { $by } menos de lo habitual a esta altura.
    [same-usual] lo habitual a esta altura.
    [more-last] { $by } más que en { $last } a esta altura.
    [less-last] { $by } menos que en { $last } a esta altura.
   *[same-last] más o menos como en { $last } a esta altura.
}
pace-over = Gastaste { $spent } en { $month }, { $verdict ->
    [more-usual] { $by } más de lo habitual.
    [less-usual] { $by } menos de lo habitual.
    [same-usual] lo habitual.
    [more-last] { $by } más que en { $last }.
    [less-last] { $by } menos que en { $last }.
   *[same-last] más o menos como en { $last }.
}
pace-so-far-alone = Llevas { $spent } gastados en { $month }.
pace-over-alone = Gastaste { $spent } en { $month }.
pace-usual = Habitual
pace-chart = Gasto de { $month }, día a día
day = Día
look = Para revisar
look-none = No hay nada pendiente.
look-unsorted = { $count ->
    [one] Un movimiento sin una categoría que diga algo
   *[other] { $count } movimientos sin una categoría que diga algo
}
look-on-their-way = { $count ->
    [one] Una transferencia sin su otra cuenta
   *[other] { $count } transferencias sin su otra cuenta
}
look-unsaved = Cambios que aún no están en ninguna copia
look-done = Todo ordenado
look-back = Volver al resumen
filter-unsorted = Sin una categoría que diga algo
filter-on-its-way = Sin su otra cuenta
sort-row = Categoría de { $name }
worth-chart = Patrimonio, doce meses
in-month-before = En el mes anterior:
total-income = Ingresos
total-expense = Gastos
total-saving = Ahorro
total-net = Neto
net-worth = Patrimonio
by-category = Adónde se fue
by-category-none = No hay movimientos en este mes.
by-category-expense = Gastos
by-category-income = Ingresos
by-category-saving = Ahorro
by-category-transfer = Transferencias
subcategories-of = Subcategorías de { $name }
no-subcategory = Sin subcategoría
twelve-months = Doce meses
month-bar = { $month }: ingresos { $income }, gastos { $expense }
as-table = Ver como tabla
empty-title = Todo por escribir
empty-text = Trae tu historia en un archivo (CSV, o un zip con varios), o anota a mano el primer movimiento.
empty-import = Importar un archivo
empty-add = Agregar un movimiento

## Anotar rápido
quick-add = Anotar un movimiento
quick-account = Efectivo
quick-rest = La cuenta y la categoría son las de la última vez; lo nuevo queda en «Para revisar».
quick-locked = La bóveda está cerrada: esto queda solo en memoria y se guarda cuando la abras. Si cierras la pestaña, se olvida.
quick-held = { $count ->
    [one] Hay una nota en memoria hasta que abras la bóveda.
   *[other] Hay { $count } notas en memoria hasta que abras la bóveda.
}

## Movimientos
add-transaction = Agregar
search = Buscar
filters = Filtros
filter-from = Desde
filter-to = Hasta
filter-category = Categoría
filter-account = Cuenta
filter-type = Tipo
clear-filters = Limpiar
remove-filter = Quitar el filtro { $name }
transaction-count = { $count ->
    [one] Un movimiento
   *[other] { $count } movimientos
}
splits = { $count ->
    [one] Una parte
   *[other] Dividido en { $count }
}
no-match = Nada coincide
no-match-text = Con menos filtros o una búsqueda más corta verás más.
export-all = Todo (zip de archivos CSV)
export-transactions = Todos los movimientos (CSV)
export-shown = Estos movimientos (CSV)
type-expense = Gasto
type-income = Ingreso
type-saving = Ahorro
type-transfer = Transferencia
form-new = Nuevo movimiento
form-edit = Editar movimiento
form-new-names = Un nombre que todavía no existe se crea: una cuenta, una categoría o una subcategoría.
field-date = Fecha
field-type = Tipo
field-amount = Monto
field-description = Descripción
field-category = Categoría
field-subcategory = Subcategoría
field-account = Cuenta
field-to-account = A la cuenta
field-payment-method = Medio de pago
field-tags = Etiquetas
field-notes = Notas
field-frequency = Se repite
field-line = Línea
field-status = Estado
frequency-none = Nunca
frequency-weekly = Cada semana
frequency-monthly = Cada mes
frequency-yearly = Cada año

## Importar
step-drop = Soltar
step-understood = Entender
step-review = Revisar
step-done = Listo
drop-title = Suelta un archivo aquí
drop-text = CSV, TSV o texto, o un zip con varios. Hasta 96 MB.
drop-choose = Elegir archivos
drop-private = El archivo se lee en este dispositivo. No se envía a ninguna parte.
progress-working = Trabajando…
progress-reading = { $total ->
    [0] Leyendo… { $done } filas
   *[other] Leyendo: { $done } de { $total }
}
progress-asking = { $total ->
    [0] Preguntando a Google… { $done } filas
   *[other] Leyendo de Google: { $done } de { $total } filas
}
progress-matching = { $total ->
    [0] Comparando con lo que ya está… { $done } filas
   *[other] Comparando con lo que ya está: { $done } de { $total }
}
progress-writing = { $total ->
    [0] Escribiendo… { $done } filas
   *[other] Escribiendo: { $done } de { $total }
}
progress-exporting = { $total ->
    [0] Exportando… { $done } filas
   *[other] Exportando: { $done } de { $total }
}
understood = Lo que entendimos de { $name }
import-new-count = nuevas
import-updated-count = cambiadas
import-duplicate-count = ya estaban
import-error-count = te necesitan
import-vanished-count = ya no están en la hoja
import-totals = Lo que se va a escribir
import-new-accounts = { $count ->
    [one] Se creará una cuenta
   *[other] Se crearán { $count } cuentas
}
import-new-categories = { $count ->
    [one] Se creará una categoría
   *[other] Se crearán { $count } categorías
}
import-currency = Moneda de los montos que no la indican
import-open-questions = Responde la pregunta de arriba y podrás importar.
import-nothing-new = No hay nada nuevo en este archivo.
import-commit = { $count ->
    [0] Importar
    [one] Importar una fila
   *[other] Importar { $count } filas
}
import-commit-removing = { $count ->
    [0] Quitar { $removed } del libro
   *[other] Importar { $count } y quitar { $removed }
}
import-errors = Guardar las filas con error (CSV)
import-discard = Elegir otro archivo
review-rows = Fila por fila
show-more = Mostrar más (quedan { $count })
status-new = Nueva
status-update = Cambiada
status-duplicate = Ya estaba
status-error = Te necesita
status-vanished = Desaparecida
question-date-order = ¿Cómo están escritas las fechas?
question-date-order-text = Todas las fechas de este archivo se pueden leer de más de una manera. ¿Cuál es la tuya?
question-decimal = ¿Qué significa el signo en los montos?
question-decimal-text = Los montos de este archivo se pueden leer de dos maneras. ¿Cuál es la tuya?
choice-day-first = Primero el día
choice-month-first = Primero el mes
choice-year-first = Primero el año
choice-iso = Año, mes, día
choice-dot = Punto antes de los centavos
choice-comma = Coma antes de los centavos
ask-again = Responder otra cosa
import-done = { $written ->
    [one] Una fila está en tu bóveda
   *[other] { $written } filas están en tu bóveda
}
import-done-none = Todas las filas eran nuevas.
import-done-removed = { $count ->
    [one] Una se quitó.
   *[other] { $count } se quitaron.
}
import-done-duplicates = { $count ->
    [one] Una ya estaba.
   *[other] { $count } ya estaban.
}
import-done-errors = { $count ->
    [one] Una no se pudo leer.
   *[other] { $count } no se pudieron leer.
}
import-undo-this = Deshacer esta importación
import-undone = Se deshizo la importación. El libro está como antes.
see-dashboard = Ver el resumen
checkpoint-differs = { $account }: el archivo dice que el saldo es { $bank }, tu libro suma { $ledger }. Puede que falten filas o que el saldo inicial sea otro.
import-history = Importaciones anteriores
import-batch-written = { $count ->
    [one] Una escrita
   *[other] { $count } escritas
}
import-batch-removed = { $count ->
    [one] una quitada
   *[other] { $count } quitadas
}
import-batch-duplicates = { $count ->
    [one] una ya estaba
   *[other] { $count } ya estaban
}
import-batch-errors = { $count } con error
import-undo = Deshacer
import-undo-named = Deshacer la importación de { $name }
batch-undone = Deshecha
row-problem = { $column } «{ $value }»: { $problem }
row-problem-empty = { $column }: { $problem }
row-change = { $column }: { $before } → { $after }

## Columnas de los archivos
column-transaction-id = Identificador
column-date = Fecha
column-category = Categoría
column-subcategory = Subcategoría
column-description = Descripción
column-amount = Monto
column-type = Tipo
column-account = Cuenta
column-to-account = A la cuenta
column-payment-method = Medio de pago
column-tags = Etiquetas
column-recurring = Recurrente
column-recurring-frequency = Frecuencia
column-notes = Notas
column-created-at = Creado
column-updated-at = Actualizado
column-currency = Moneda
column-split = División
column-account-id = Identificador de la cuenta
column-account-name = Nombre de la cuenta
column-account-type = Tipo de cuenta
column-institution = Institución
column-current-balance = Saldo
column-opening-balance = Saldo inicial
column-opening-date = Fecha inicial
column-balance-date = Fecha del saldo
column-budget-id = Identificador del presupuesto
column-monthly-limit = Límite mensual
column-year = Año
column-month = Mes

## Lo que se entendió de un archivo
evidence-encoding = El texto está escrito en { $name ->
    [utf-8] UTF-8
    [utf-16le] UTF-16 «little-endian»
    [utf-16be] UTF-16 «big-endian»
    [windows-1252] Windows-1252
   *[other] { $name }
}.
evidence-mark = Lo dice el mismo archivo, con una marca al comienzo.
evidence-undecodable-lines = { $count ->
    [one] Una línea tiene caracteres que no se pudieron descifrar: la línea { $line }.
   *[other] { $count } líneas tienen caracteres que no se pudieron descifrar; la primera es la línea { $line }.
}
evidence-locale = Los textos de las celdas se leen como los escribe la hoja de cálculo (su configuración regional es { $name }).
evidence-noise = { $count ->
    [one] La fila { $line } contiene { $text }, resto de un cálculo: se omiten las cifras más allá del último decimal.
   *[other] { $count } importes contienen cifras que dejó un cálculo (fila { $line }: { $text }); se omiten las que van más allá del último decimal.
}
evidence-delimiter = Las celdas están separadas por { $name ->
    [comma] comas
    [semicolon] punto y coma
    [tab] tabulaciones
    [pipe] barras verticales
   *[other] { $name }
}.
evidence-line-ending = Las líneas terminan como en { $name ->
    [crlf] Windows
   *[other] Linux y macOS
}.
evidence-preamble = { $count ->
    [one] Se pasó por alto una línea sobre el encabezado: «{ $first }».
   *[other] Se pasaron por alto { $count } líneas sobre el encabezado; la primera es «{ $first }».
}
evidence-header-line = El encabezado está en la línea { $line }.
evidence-totals-line = La línea { $line } es un total, no un movimiento: «{ $text }».
evidence-blank-rows = { $count ->
    [one] Se pasó por alto una línea vacía.
   *[other] Se pasaron por alto { $count } líneas vacías.
}
evidence-ignored-columns = Estas columnas no son nuestras y no se importan: { $names }.
evidence-dates-every = Las fechas llevan { $order ->
    [iso] año, mes y día
    [day-first] primero el día
    [month-first] primero el mes
    [year-first] primero el año
   *[other] { $order }
}: todas las de la columna calzan.
evidence-dates-line = Las fechas llevan { $order ->
    [iso] año, mes y día
    [day-first] primero el día
    [month-first] primero el mes
    [year-first] primero el año
   *[other] { $order }
}: la línea { $line } dice { $raw }, que no se puede leer de otra manera.
evidence-dates-answer = Las fechas llevan { $order ->
    [iso] año, mes y día
    [day-first] primero el día
    [month-first] primero el mes
    [year-first] primero el año
   *[other] { $order }
}, como nos dijiste.
evidence-dates-locale = Las fechas llevan { $order ->
    [year-first] primero el año
    [month-first] primero el mes
   *[day-first] primero el día
}, como las escribe la hoja de cálculo.
evidence-dates-mixed = Las fechas no están todas escritas igual: la línea { $line } dice { $raw }. Esas filas aparecen como errores.
evidence-amounts-every = El signo decimal es { $mark ->
    [comma] la coma
   *[dot] el punto
}: todos los montos de la columna calzan.
evidence-amounts-line = El signo decimal es { $mark ->
    [comma] la coma
   *[dot] el punto
}: la línea { $line } dice { $raw }, que no se puede leer de otra manera.
evidence-amounts-answer = El signo decimal es { $mark ->
    [comma] la coma
   *[dot] el punto
}, como nos dijiste.
evidence-amounts-locale = El signo decimal es { $mark ->
    [dot] el punto
   *[comma] la coma
}, como lo escribe la hoja de cálculo.
evidence-amounts-mixed = Los montos no están todos escritos igual: la línea { $line } dice { $raw }. Esas filas aparecen como errores.
evidence-own-format = Es un archivo que exportó LukaLibre, así que no hay nada que adivinar.
evidence-times-ignored = { $count ->
    [one] Una fecha trae hora, que no se guarda.
   *[other] { $count } fechas traen hora, que no se guarda.
}
evidence-frequencies-ignored = { $count ->
    [one] Una fila trae frecuencia pero no es recurrente; la frecuencia no se guarda.
   *[other] { $count } filas traen frecuencia pero no son recurrentes; la frecuencia no se guarda.
}
evidence-rows = { $count ->
    [one] Se leyó una fila.
   *[other] Se leyeron { $count } filas.
}
evidence-unsupported = { $count ->
    [one] Una fila es de una tabla que todavía no se importa.
   *[other] { $count } filas son de una tabla que todavía no se importa.
}
evidence-kind = El archivo contiene { $name ->
    [accounts] cuentas
    [budgets] presupuestos
    [goals] metas de ahorro
    [contributions] aportes a metas
   *[transactions] movimientos
}.

## Por qué una fila tiene su estado
reason-new = Todavía no está en el libro.
reason-new-creates = Todavía no está en el libro. Crea { $names }.
reason-update = Mismo identificador, otro contenido.
reason-same-id = Mismo identificador y mismo contenido que una que ya está.
reason-unchanged = La hoja decía lo mismo en la última importación.
reason-vanished = Vino de esta hoja y ya no está en ella.
reason-twin = Misma cuenta, fecha, monto y descripción que una que ya está ({ $n } de { $of }).
reason-same-account = Esta cuenta ya está.
reason-same-budget = Este presupuesto ya está.
reason-error = No se pudo leer.

## Qué tiene de malo un valor
problem-required = Aquí tiene que haber algo.
problem-too-long = Caben { $max } caracteres como máximo.
problem-control-character = Contiene un carácter de control invisible.
problem-not-a-date = No es una fecha. Escríbela así: 2026-04-03.
problem-ambiguous-date = Se puede leer como dos fechas. Escríbela así: 2026-04-03.
problem-future-expense = Un gasto no puede estar en el futuro.
problem-not-a-number = No es un número. Escríbelo así: 1234,50.
problem-ambiguous-amount = Se puede leer como { $first } o como { $second }. Escríbelo sin separador de miles.
problem-not-positive = El monto tiene que ser mayor que cero; el tipo dice hacia dónde fue el dinero.
problem-too-many-places = { $allowed ->
    [0] Esta moneda no tiene decimales.
   *[other] Esta moneda tiene { $allowed } decimales como máximo, y nunca redondeamos.
}
problem-too-large = El monto es demasiado grande para contarlo con exactitud.
problem-not-one-of = Solo valen estas palabras: { $allowed }.
problem-frequency-missing = Una fila recurrente necesita una frecuencia: weekly, monthly o yearly.
problem-too-many-tags = Caben { $max } etiquetas como máximo.
problem-not-an-instant = No es un momento. Escríbelo así: 2026-04-03T10:00:00Z.
problem-unknown-currency = No es un código de moneda. Escríbelo así: EUR o CLP.
problem-currency-of-account = La cuenta se lleva en { $currency }. Usa esa moneda u otra cuenta.
problem-duplicate-id = La línea { $line } tiene el mismo identificador.
problem-splits-do-not-add-up = Las partes no suman el monto.
problem-same-account = Una transferencia necesita dos cuentas distintas.
problem-too-many-cells = La fila tiene más celdas que las { $expected } del encabezado. Puede que un separador necesite comillas.
problem-error-cell = esta celda muestra un error de la hoja de cálculo; repara allí su fórmula y lee de nuevo.
problem-broken-quotes = Las comillas de esta fila nunca se cierran.

## Respaldo y exportación
data-out = Tus datos, afuera
data-out-text = Todo lo que ingresaste, en archivos de planilla que abre cualquier programa. Si los importas de nuevo, obtienes el mismo libro.
data-out-warning = Estos archivos no están cifrados. Guárdalos donde solo tú puedas leerlos.
backup-demo = La demostración no es de nadie, así que no hay nada que respaldar. Crea primero una bóveda tuya y vuelve aquí.
backup-drive = En tu Google Drive
backup-drive-text = LukaLibre puede guardar respaldos cifrados en tu propio Google Drive. Cada uno se vuelve a leer y se comprueba después de llegar. Nadie puede abrirlos sin tu frase de acceso o tus palabras de recuperación, ni siquiera Google.
backup-none = Todavía no hay un respaldo comprobado.
backup-verified = Último respaldo comprobado: { $at }.
backup-unchanged = Todo está en él.
backup-changed = Hay cambios desde entonces.
backup-waiting = Un respaldo ya cifrado espera aquí hasta que tengas conexión.
backup-now = Respaldar ahora
backup-minutes = Por sí solo, después de un cambio
backup-minutes-5 = dentro de 5 minutos
backup-minutes-30 = dentro de media hora
backup-minutes-120 = dentro de 2 horas
backup-minutes-1440 = una vez al día
backup-minutes-0 = nunca
backup-own = este dispositivo
backup-device = otro dispositivo ({ $device })
backup-checked = comprobado
backup-check = Comprobarlo
backup-foreign = otra bóveda
backup-fork = uno de dos que continúan el mismo respaldo
backup-broken = falta el anterior
backup-newer-there = Otro dispositivo hizo un respaldo más nuevo, del { $at }. Tómalo o deja tu libro como está: entonces ambos quedan en tu Drive, uno al lado del otro. No se mezcla nada.
backup-take = Ver qué cambiaría
backup-keep-both = Conservar ambos
backup-pick-text = ¿Hay un respaldo en tu Drive que no está en esta lista?
backup-pick = Mostrárselo a LukaLibre
backup-file = En un archivo
backup-file-text = El mismo respaldo cifrado, para guardarlo donde quieras. Tu frase de acceso o tus palabras de recuperación lo abren en cualquier dispositivo.
backup-to-file = Guardar un archivo de respaldo
restore-from-file = Restaurar desde un archivo
restore = Restaurar
restore-named = Restaurar el respaldo del { $at }
restore-title = ¿Restaurar este respaldo?
restore-of = Respaldo del { $at }, { $bytes }. Se comprobó cada byte.
restore-replaces = Toma el lugar de tu libro en este dispositivo. El libro como está ahora se conserva al lado por lo menos una semana, así que puedes deshacerlo.
restore-fresh = Todavía no hay nada en este dispositivo. Esto es lo que encontrarás en tu libro:
restore-unsaved = Tu libro tiene cambios que no están en ningún respaldo. Respalda primero si quieres conservarlos para siempre.
restore-now = Ahora
restore-then = En el respaldo
restore-transactions = Movimientos
restore-accounts = Cuentas
restore-categories = Categorías
restore-budgets = Presupuestos
restore-income = Ingresos, en total
restore-expense = Gastos, en total
restore-saving = Ahorros, en total
restore-transfer = Traspasos, en total
restore-worth = Patrimonio neto
restore-confirm = Restaurar
restore-done = Tu respaldo está restaurado.
restore-undo = Deshacer
restore-undone = Volvió el libro de antes.
restore-backup-text = En un dispositivo nuevo, o si este navegador perdió sus datos: trae un respaldo y ábrelo con la frase de acceso que tenías al hacerlo o con tus palabras de recuperación.
restore-from-drive = Desde tu Google Drive
restore-from-a-file = Desde un archivo
restore-none = LukaLibre no ve ningún respaldo suyo en este Drive.
restore-secret = Escribe la frase de acceso de este respaldo o tus palabras de recuperación. Se usan solo en este dispositivo.
restore-open = Abrir el respaldo
progress-sealing = Cifrando el respaldo…
progress-sending = Enviándolo a Drive…
progress-fetching = Trayéndolo de Drive…
progress-checking = Comprobando cada byte…

## Ajustes
appearance = Apariencia
language = Idioma
language-not-loaded = No se pudo cargar ese idioma. Revisa tu conexión y elígelo de nuevo.
theme = Tema
theme-auto = Como el dispositivo
theme-light = Claro
theme-dark = Oscuro
privacy-mode = Ocultar los montos en la pantalla
security = Seguridad
auto-lock = Bloquear tras minutos sin tocar nada
auto-lock-hint = De 1 a 60. Si el equipo se suspende, se bloquea de inmediato.
auto-lock-error = Elige un número entero del 1 al 60.
demo-no-passphrase = La demostración no tiene frase de acceso y no guarda nada.
change-passphrase = Cambiar la frase de acceso
change-passphrase-submit = Cambiarla
current-passphrase = Frase de acceso actual
passphrase-changed = La frase de acceso cambió. Las palabras de recuperación siguen siendo las mismas.
by-words-notice = Entraste con las palabras de recuperación. Elige ahora una frase nueva, para no necesitarlas la próxima vez.
storage = Almacenamiento
storage-kept = El navegador prometió conservar tus datos hasta que tú los borres.
storage-not-kept = El navegador no ha prometido conservar tus datos. Podría borrarlos si el disco está casi lleno. Instalar la aplicación o agregarla a favoritos suele hacerlo cambiar de opinión.
storage-ask = Preguntarle de nuevo al navegador
storage-refused = El navegador dijo que no por ahora.
delete-everything = Eliminar todo
delete-everything-text = Quita de este dispositivo la bóveda y todo lo que contiene.
delete-everything-ask = Eliminar todo…
delete-everything-sure = ¿Eliminar todo en este dispositivo?
delete-everything-consequence = Se destruyen la bóveda, su historia y su llave. No hay copia en ningún otro lugar ni vuelta atrás. Exporta antes tus datos si puedes llegar a necesitarlos.
delete-everything-confirm = Eliminar todo para siempre
about = LukaLibre { $version } · Software libre bajo la AGPL 3.0 o posterior. Se entrega sin garantía.

## Google
google = Google
sheets = Hojas de cálculo de Google
sheets-text = ¿Llevas tus cuentas en una hoja de cálculo? Elígela una vez; después, un botón muestra lo que ha cambiado.
sheets-private = Las celdas van de Google directamente a esta bóveda. Nuestro servidor no las ve nunca, y tu hoja de cálculo no se modifica jamás.
sheet-template = Obtener una plantilla (XLSX)
sheet-choice = Hojas que se leen
sheet-read = Leer
sheet-refresh = Leer de nuevo
sheet-forget = Olvidar
sheet-unknown = Una hoja de cálculo de la que Google aún no nos ha dicho nada
sheet-read-at = Última lectura: { $instant }
sheet-not-read = Aún no se ha leído
sheet-unchanged = No ha cambiado nada desde la última importación.
sheet-fetching = Si Google pide paciencia, se espera y se sigue sin más. No se guarda nada hasta que lo hayas visto entero.
sheet-remove = { $count ->
    [one] Quitar también la fila que ya no está en la hoja
   *[other] Quitar también las { $count } filas que ya no están en la hoja
}
sheet-columns = ¿Qué son las columnas de «{ $title }»?
sheet-why-unknown = Sus columnas tienen nombres que no conocemos. Dinos una vez qué son; lo recordamos para esta hoja de cálculo.
sheet-why-missing = Aún faltan columnas: { $names }. Elige una columna para cada una o escribe lo que es igual en todas las filas.
sheet-why-twice = La columna «{ $names }» está dos veces. Di qué columnas se usan.
sheet-why-gone = La columna «{ $names }» ya no está. Di de nuevo qué son las columnas.
sheet-no-column = Ninguna columna
sheet-no-column-same = Ninguna columna: igual en todas las filas
sheet-same = { $column } de todas las filas
sheet-every = Todas las filas: { $name }
sheet-more-columns = Más columnas
sheet-map = Leerla así
google-pick-sheet = Elegir una hoja de cálculo
google-link = Sesión y Google Drive
google-link-text = Opcional: conecta tu propio Google Drive, adonde irán los respaldos cifrados. Todo lo demás funciona sin eso.
google-demo = La demostración no es de nadie, así que no hay quien inicie sesión. Crea primero tu propia bóveda y después vuelve aquí.
google-retry = Intentar de nuevo
google-asking = Preguntando a Google…
google-checking = Preguntando al servidor…
google-offline = Sin conexión por ahora
google-offline-text = No logramos llegar al servidor, así que no sabemos cómo está lo de Google. Tu libro funciona como siempre.
google-no-server = Aquí no se ofrece Google
google-no-server-text = Esta copia de LukaLibre viene sin el pequeño servidor que inicia las sesiones. Todo lo demás funciona.
google-not-configured = Google no está configurado aquí
google-not-configured-text = Quien administra este servidor todavía no lo ha registrado en Google. Todo lo demás funciona.
google-signed-out = No has iniciado sesión
google-signed-out-text = Es el primer paso hacia tu propio Drive. Google le da a este servidor tu nombre, tu correo y tu foto, nada más. Ninguno de los dos ve tu libro: se queda en este dispositivo.
google-leaves = La página de Google reemplaza a esta, así que antes se bloquea tu bóveda. Al volver, la desbloqueas otra vez.
google-sign-in = Iniciar sesión con Google
google-signed-in = Iniciaste sesión como { $email }
google-signed-in-text = Tu Google Drive no está conectado. Si lo conectas, LukaLibre solo puede usar los archivos que crea por su cuenta o que tú eliges, y nada más de tu Drive. Google te lo va a preguntar: deja marcada la casilla de Drive.
google-connect = Conectar Google Drive
google-connect-again = Conectar de nuevo
google-connected = Google Drive de { $email }
google-connected-text = LukaLibre solo puede usar los archivos que crea por su cuenta o que tú eliges.
google-space = { $used } usados de { $limit }
google-space-open = { $used } usados
google-expired = El Drive de { $email } ya no está conectado
google-expired-text = Google ya no deja entrar a LukaLibre. Tus archivos siguen ahí, intactos. Conéctalo de nuevo para continuar.
google-now-signed-in = Ya iniciaste sesión.
google-now-connected = Tu Google Drive quedó conectado.
google-drive = Salir de Google Drive
google-disconnect = Desconectar
google-disconnect-text = Este servidor olvida su llave de tu Drive. Tus archivos se quedan ahí y puedes conectarlo de nuevo cuando quieras.
google-disconnect-done = Desconectado. Tus archivos siguen en tu Drive.
google-disconnect-revoke = Retirar el permiso
google-disconnect-revoke-text = Se desconecta, y Google le retira todos los permisos a LukaLibre. Tus archivos se quedan, pero LukaLibre dejará de ver sus propios respaldos anteriores hasta que lo conectes de nuevo y los elijas.
google-disconnect-revoke-done = El permiso quedó retirado. Tus archivos siguen en tu Drive.
google-account = Salir de este servidor
google-sign-out = Cerrar sesión
google-sign-out-text = Este dispositivo olvida quién eres. Los respaldos y la conexión se mantienen.
google-sign-out-done = Cerraste la sesión en este dispositivo.
google-sign-out-everywhere = Cerrar sesión en todas partes
google-sign-out-everywhere-text = Todos tus dispositivos olvidan quién eres, y en cada uno inicias sesión de nuevo. Los respaldos y la conexión se mantienen.
google-sign-out-everywhere-done = Cerraste la sesión en todas partes.
google-delete-account = Eliminar mi cuenta
google-delete-account-text = El servidor te olvida por completo y le devuelve su permiso a Google. De tu libro no se toca nada y tus archivos se quedan en Drive, pero LukaLibre dejará de ver ahí sus propios respaldos hasta que los elijas de nuevo.
google-delete-account-done = El servidor te olvidó.

## Qué salió mal y qué hacer
err-wrong-passphrase = Esta frase de acceso no abre la bóveda.
rec-wrong-passphrase = Revisa las mayúsculas y el idioma del teclado, o usa tus palabras de recuperación.
err-wrong-words = Estas palabras no abren esta bóveda.
rec-wrong-words = Puede que sean de otra bóveda. Revisa que tomaste el papel correcto.
err-unreadable-words = No son 24 palabras de recuperación válidas.
rec-unreadable-words = Revisa la ortografía y el orden, y que no falte ninguna.
err-words-differ = Las palabras no son las de la lista.
rec-words-differ = Compáralas con lo que anotaste y escríbelas de nuevo.
err-passphrase-too-short = La frase de acceso es demasiado corta.
rec-passphrase-too-short = Usa al menos 12 caracteres.
err-vault-damaged = La bóveda de este dispositivo está dañada.
rec-vault-damaged = Por ahora no cambies nada y deja los datos de este navegador como están. Si tienes una exportación o un respaldo, crea una bóveda nueva en otro perfil del navegador e impórtalo ahí.
err-newer-version = Esta bóveda la escribió una versión más nueva de LukaLibre.
rec-newer-version = Recarga la página con conexión para obtener esa versión. No se cambió nada.
err-storage-full = No queda espacio donde escribir.
rec-storage-full = Puedes leer y exportar todo. Libera espacio en el dispositivo; después bloquea y desbloquea.
err-not-loaded = No se pudo cargar esta parte de la aplicación.
rec-not-loaded = No se perdió nada. Revisa tu conexión e inténtalo de nuevo; si no sirve, recarga la página.
err-no-storage = Este navegador no puede guardar aquí una bóveda cifrada.
rec-no-storage = Usa Chrome o Edge 123, Firefox 120, Safari 17.5 o posterior, y no en una ventana privada. La demostración sí funciona aquí.
err-open-in-another-tab = La bóveda está abierta en otra pestaña.
rec-open-in-another-tab = Sigue allá, o úsala aquí: la otra pestaña guarda todo y se cierra.
err-no-vault = No hay ninguna bóveda en este dispositivo.
rec-no-vault = Recarga la página para crear una.
err-vault-exists = Ya hay una bóveda en este dispositivo.
rec-vault-exists = Recarga la página y desbloquéala.
err-locked = La bóveda está bloqueada.
rec-locked = Recarga la página y desbloquéala.
err-invalid-fields = Algunos campos no se pueden guardar así.
rec-invalid-fields = Corrige los campos marcados e inténtalo de nuevo.
err-not-found = Este registro ya no está.
rec-not-found = Puede que se haya eliminado o deshecho junto con su importación.
err-nothing-to-undo = No hay nada que deshacer.
rec-nothing-to-undo = Aquí solo se deshacen los cambios hechos desde que desbloqueaste. Las importaciones se deshacen en su página.
err-changed-since = El registro cambió de otra manera después.
rec-changed-since = Quedó como está. Ábrelo y cámbialo a mano.
err-stale-list = La lista cambió entretanto.
rec-stale-list = Busca de nuevo para verla como está ahora.
err-file-empty = El archivo está vacío.
rec-file-empty = Expórtalo de nuevo desde su origen y mira qué contiene antes de soltarlo aquí.
err-file-not-a-table = Este archivo no es una tabla.
rec-file-not-a-table = Guárdalo como CSV desde tu programa de planillas o tu banco, y suelta aquí ese archivo.
err-file-too-large = El archivo pesa más de 96 MB.
rec-file-too-large = Divídelo, por ejemplo por año, e importa las partes una tras otra.
err-file-no-known-column = No conocemos ninguna de las columnas de este archivo.
rec-file-no-known-column = La primera fila debe nombrar las columnas: date, type, amount, description, category, account.
err-file-missing-columns = Faltan columnas necesarias.
rec-file-missing-columns = Un archivo de movimientos necesita date, type, amount, description, category y account.
err-file-unreadable = El navegador no pudo leer el archivo.
rec-file-unreadable = Puede que se haya movido o que esté abierto en otro programa. Elígelo de nuevo.
err-no-preview = Ya no hay ningún archivo que importar.
rec-no-preview = Suéltalo de nuevo; no se escribió nada.
err-google-denied = Dijiste que no en la página de Google, así que nada cambió.
rec-google-denied = Está bien. Si fue sin querer, empieza de nuevo aquí.
err-google-late = El viaje a Google y de vuelta tardó demasiado y ya no vale.
rec-google-late = Nada cambió. Empieza de nuevo aquí.
err-google-error = Algo salió mal en el viaje a Google y de vuelta.
rec-google-error = Nada cambió. Inténtalo de nuevo en un momento; si sigue igual, avisa a quien administra este servidor.
err-google-signed-out = Tu sesión ya no está abierta.
rec-google-signed-out = Inicia sesión de nuevo en Ajustes, Google.
err-google-not-connected = Tu Google Drive no está conectado.
rec-google-not-connected = Conéctalo en Ajustes, Google.
err-google-expired = Google ya no deja entrar a LukaLibre en tu Drive.
rec-google-expired = Conéctalo de nuevo en Ajustes, Google. Tus archivos siguen ahí, intactos.
err-google-scope-missing = LukaLibre no recibió permiso para usar tu Drive.
rec-google-scope-missing = Conecta de nuevo y deja marcada la casilla de Drive en la página de Google.
err-google-account-mismatch = El Drive es de otra cuenta de Google, no de la que usaste al iniciar sesión.
rec-google-account-mismatch = Conecta de nuevo y elige la cuenta de tu sesión, o cierra antes la sesión para usar la otra.
err-google-unavailable = Google, o el servidor que está en el camino, no puede responder ahora.
rec-google-unavailable = No se perdió nada. Inténtalo de nuevo en unos minutos.
err-google-offline = No hay conexión en este momento.
rec-google-offline = Tu libro funciona como siempre. Inténtalo de nuevo cuando tengas conexión.
err-google-bad-answer = Recibimos una respuesta que no entendemos.
rec-google-bad-answer = Inténtalo más tarde. Si sigue igual, avisa a quien administra este servidor.
err-google-slow-down = Hubo demasiadas consultas en poco tiempo.
rec-google-slow-down = Espera un minuto e inténtalo de nuevo.
err-google-full = Tu Google Drive está lleno, así que no se guardó nada allí.
rec-google-full = Haz espacio en Drive o guarda la copia en un archivo. Tus datos están a salvo en este dispositivo.
err-google-gone = Este archivo ya no está en tu Drive, o LukaLibre no puede verlo.
rec-google-gone = Si lo ves en Drive, elígelo de nuevo; si no, elige otro.
err-sheet-changing = La hoja de cálculo no dejaba de cambiar mientras la leíamos.
rec-sheet-changing = No se ha importado nada. Espera a que nadie la edite y léela de nuevo.
err-sheet-gone = Las hojas elegidas ya no están en esta hoja de cálculo.
rec-sheet-gone = Elige otras hojas y léela de nuevo.
err-backup-not = Este archivo no es un respaldo de LukaLibre.
rec-backup-not = Elige un archivo cuyo nombre termine en .lukabak. No se cambió nada.
err-backup-damaged = Este respaldo está dañado: no es lo que se escribió.
rec-backup-damaged = No se usó nada de él y tu libro está intacto. Toma otro respaldo o trae este de nuevo.
err-backup-incomplete = Este respaldo no está completo: le falta el final.
rec-backup-incomplete = Tu libro está intacto. Copia o descarga el archivo de nuevo, o toma otro respaldo.
err-backup-newer = Este respaldo lo escribió una versión más nueva de LukaLibre.
rec-backup-newer = Actualiza LukaLibre y restáuralo después. Tu libro está intacto.
err-backup-foreign = Este respaldo es de otra bóveda.
rec-backup-foreign = Ábrelo en un dispositivo sin bóveda, o elimina esta primero. No se cambió nada.
err-backup-replaced = Drive nos dio otro respaldo: en su lugar hay uno más antiguo o distinto.
rec-backup-replaced = No se usó nada de él y tu libro está intacto. Revisa en tu Drive quién lo cambió y toma otro respaldo.
err-backup-differs = Lo que llegó a Drive no es lo que se envió, así que se eliminó.
rec-backup-differs = Tu libro está intacto. Respalda de nuevo; si vuelve a pasar, guarda un archivo de respaldo.
err-backup-busy = Ya hay un respaldo en curso.
rec-backup-busy = Espera a que termine.
err-backup-rolled-back = Tus respaldos más nuevos ya no están en Drive: solo quedan otros más antiguos.
rec-backup-rolled-back = Si no los borraste tú, puede haberlo hecho otra persona. Tu libro en este dispositivo está intacto: respalda ahora.
err-backup-exchanged = Tu respaldo más nuevo fue reemplazado por otro.
rec-backup-exchanged = Tu libro en este dispositivo está intacto. Respalda ahora y revisa quién tiene acceso a tu Drive.
err-share-lost = El archivo compartido no llegó hasta aquí: estaba solo en la memoria del navegador, y el navegador la liberó.
rec-share-lost = No quedó nada de él. Compártelo otra vez o elige el archivo en la página de importación.
err-share-early = Se compartió un archivo antes de que LukaLibre pudiera recibir archivos en este dispositivo.
rec-share-early = No quedó nada de él. Desde ahora funciona: comparte el archivo otra vez.
err-share-empty = Se compartió algo, pero no venía ningún archivo.
rec-share-empty = Comparte un archivo: un CSV o un zip con varios.
err-internal = Pasó algo inesperado de nuestro lado.
rec-internal = Nada quedó a medio escribir. Recarga la página e inténtalo de nuevo; si sigue igual, envíanos la línea de abajo.

## Las palabras de la demostración: en inglés, y cómo se dicen aquí
demo-words = Housing=Vivienda; Rent/Mortgage=Alquiler; Utilities=Servicios; Maintenance=Mantenimiento; Rent, Calle del Olmo 14=Alquiler, Calle del Olmo 14; Electricity=Electricidad; Entertainment=Ocio; Streaming=Streaming; Films at home=Películas en casa; Events=Salidas; Hobbies=Pasatiempos; Personal=Personal; Gym=Gimnasio; Self-care=Cuidado personal; Education=Educación; Climbing hall=Muro de escalada; Transportation=Transporte; Public Transit=Transporte público; Fuel=Combustible; Car Payment=Cuota del auto; Insurance=Seguros; Monthly ticket=Abono mensual; Healthcare=Salud; Medical=Médicos; Pharmacy=Farmacia; Health insurance=Seguro de salud; Glasses=Gafas; Salary=Sueldo; Salary, Taller Norte=Sueldo, Taller Norte; Freelance=Trabajo independiente; Investments=Inversiones; Rental Income=Alquileres; Dividends=Dividendos; Refunds=Devoluciones; Gifts=Regalos; Other Income=Otros ingresos; Summer by the sea=Verano en la playa; For the summer=Para el verano; Card settlement=Pago de la tarjeta; Everyday=Cuenta corriente; Savings=Ahorros; Card=Tarjeta; Cash=Efectivo; Food=Comida; Groceries=Supermercado; Dining Out=Restaurantes; Delivery=A domicilio; Corner shop=Almacén de la esquina; Weekly shop=Compra de la semana; Noodle bar=Bar de tallarines; Sunday lunch=Almuerzo del domingo; Petrol=Gasolina; Petrol, motorway=Gasolina, autopista; Car wash=Lavado del auto; Shopping=Compras; Home Goods=Hogar; Clothing=Ropa; Electronics=Electrónica; Hardware shop=Ferretería; Lamp=Lámpara; Paint for the hall=Pintura para el pasillo; Shoes=Zapatos; Winter coat=Abrigo de invierno; Shirts=Camisas; Concert=Concierto; Cinema=Cine; Museum=Museo; Financial=Finanzas; Debt Payment=Pago de deudas; Other Expenses=Otros gastos; Card payment 4471=Pago con tarjeta 4471; Bazaar=Bazar; Transfer to M. Soto=Transferencia a M. Soto
