desk = Redacción
sign-in = Iniciar sesión
sign-out = Cerrar sesión
email = Correo electrónico
password = Contraseña
new-password = Contraseña nueva
set-password = Guardar la contraseña
choose-password = Elija su contraseña
password-for = Para
password-hint = Unas cuantas palabras sin relación entre sí se recuerdan bien y cuesta adivinarlas.
link-spent = Este enlace ya no funciona
link-spent-way-out = Ya se ha usado o ha caducado. Pida otro a un administrador de su redacción.

stories = Artículos
state = Estado
headline = Titular
section = Sección
kind = Género
edition = Edición
changed = Modificado
no-headline = Aún sin titular
no-stories = Todavía no hay artículos. Llegan por la API o por una importación.
pages = Páginas
newer = Más recientes
older = Anteriores

state-draft = borrador
state-submitted = entregado
state-approved = aprobado
state-scheduled = programado
state-published = publicado
state-withdrawn = retirado

kind-news = noticia
kind-live = en directo
kind-feature = reportaje
kind-analysis = análisis
kind-interview = entrevista
kind-opinion = opinión
kind-offbeat = curiosidades
kind-factcheck = verificación

refused-form = No se ha podido leer el formulario. Rellénelo de nuevo.
refused-email = Esta no es una dirección de correo electrónico.
refused-no-fit = La dirección y la contraseña no coinciden.
refused-weak = Falta la contraseña o es demasiado fácil de adivinar.
refused-too-much = Demasiados intentos. Vuelva a intentarlo después de las { $time }.
refused-not-now = En este momento está iniciando sesión demasiada gente. Inténtelo de nuevo.

audit-log = Registro de actividad
audit-everything = Todo
audit-when = Cuándo
audit-who = Quién
audit-what = Qué
audit-about = Sobre qué
audit-details = Detalles
audit-nothing = El registro no tiene nada de esto.
