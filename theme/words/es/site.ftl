skip = Saltar al contenido
home = Portada
sections = Secciones
editions = Ediciones
pages = Páginas
page = Página { $number }
newer = Más recientes
older = Anteriores
comma = { ", " }
by = Por
interview-by = Entrevista de
published = Publicado
updated = Actualizado
corrected = Corregido
corrections = Correcciones
topics = Temas
related = Noticias relacionadas
more-stories = Más noticias
empty = Aquí aún no se ha publicado nada.

newsfeed = Últimas noticias
newsfeed-about = Todo lo que publicamos, a medida que llega.
newsfeed-all = Todas las últimas noticias

list-topic = Tema
list-author = Artículos de

kind-news = Noticia
kind-live = En directo
kind-feature = Reportaje
kind-analysis = Análisis
kind-interview = Entrevista
kind-opinion = Opinión
kind-offbeat = Curiosidades
kind-factcheck = Verificación

all-news = Noticias
all-live = En directo
all-feature = Reportajes
all-analysis = Análisis
all-interview = Entrevistas
all-opinion = Opinión
all-offbeat = Curiosidades
all-factcheck = Verificaciones

opinion-note = Este es un artículo de opinión y expresa el punto de vista de su autor.
factcheck-note = Una afirmación que circula, contrastada con sus fuentes.
live-empty = La cobertura ha comenzado. Aquí irá apareciendo lo que suceda.

withdrawn = Retirado
withdrawn-title = Esta información ha sido retirada
withdrawn-why = Motivo
reason-error = Un error que no se podía corregir
reason-legal = Motivos legales
reason-rights = Derechos de terceros
reason-privacy = Protección de la intimidad
reason-duplicate = Se publicó dos veces
reason-other = Otro motivo

failure-400 = No hemos entendido la petición
failure-403 = No tiene acceso a esta página
failure-404 = Aquí no hay nada
failure-409 = Tal como está, no es posible
failure-410 = Esta página ya no existe
failure-413 = El envío era demasiado grande
failure-422 = Hay algún dato incorrecto
failure-429 = Demasiados intentos
failure-500 = Algo ha fallado por nuestra parte
failure-503 = No podemos atenderle en este momento
failure-way-out-400 = La dirección o el formulario no eran los esperados. Vuelva a empezar desde la portada.
failure-way-out-403 = Quizá tenga que iniciar sesión o necesite otros permisos.
failure-way-out-404 = La dirección puede estar mal escrita, o la página no llegó a publicarse. Las últimas noticias están en la portada.
failure-way-out-409 = Algo ha cambiado entretanto. Vuelva atrás, mire de nuevo e inténtelo otra vez.
failure-way-out-410 = Estuvo aquí y se ha retirado. Las últimas noticias están en la portada.
failure-way-out-413 = Envíe algo más pequeño.
failure-way-out-422 = Vuelva atrás, revise lo que ha escrito y envíelo de nuevo.
failure-way-out-429 = Espere un momento e inténtelo de nuevo.
failure-way-out-500 = No es culpa suya. El fallo ha quedado registrado; inténtelo de nuevo en unos minutos.
failure-way-out-503 = Inténtelo de nuevo en unos minutos.
failure-reference = Si nos escribe sobre ello, indique este número:

offline = Sin conexión
offline-way-out = Esta página no se puede cargar sin conexión. Lo que estaba leyendo y lo que haya escrito sigue donde lo dejó: vuelva atrás o inténtelo de nuevo.
offline-again = Intentar de nuevo

new-stories = Noticias nuevas

# El banco de imágenes.
mediabank = Banco de imágenes
mediabank-about = Las imágenes de este periódico y a quién pertenecen
mediabank-empty = Aquí todavía no hay imágenes.
picture-creator = Autor
picture-credit = Crédito
picture-copyright = Derechos
picture-source = Fuente
picture-place = Lugar
picture-terms = Condiciones de uso
picture-licence = Licencia
picture-size = Tamaño
picture-taken = Fecha de la toma
picture-received = En el banco de imágenes desde
picture-used = Se usa en

filter-section = Sección
filter-kind = Género
filter-all = Todo
filter-show = Mostrar
filter-clear = Mostrar todo

key-events = Lo más importante
key-events-all = Todos los momentos clave
pinned = Fijado
posts = Entradas
posts-older = Entradas anteriores
posts-newest = Las entradas más recientes
post-link = Enlace a esta entrada
post-of = De nuestra cobertura en directo:
post-retracted = Retirada
post-retracted-title = Esta entrada ha sido retirada
new-posts-zero = { $number } entradas nuevas
new-posts-one = { $number } entrada nueva
new-posts-two = { $number } entradas nuevas
new-posts-few = { $number } entradas nuevas
new-posts-many = { $number } de entradas nuevas
new-posts-other = { $number } entradas nuevas

# The public record of a story.
history = Historial
history-about = Lo que publicamos y lo que hemos cambiado desde entonces. Cada entrada está firmada y encadenada a la anterior, para que nadie pueda cambiar el pasado sin que se note.
history-back = Ir al artículo
history-publish = Publicado
history-update = Actualizado
history-correct = Corregido
history-withdraw = Retirado
history-restore = Restablecido
history-restore-changed = Restablecido con el texto cambiado
history-version = Leer esta versión
history-standing = Esta es la versión vigente.
history-former = Esta es una versión anterior.
history-unchanged = No cambió ninguna palabra.
history-form = Otra forma, las mismas palabras:
history-added = Añadido:
history-removed = Suprimido:
history-withheld = Esta versión fue retirada y no se vuelve a mostrar.
history-not-compared = La versión anterior fue retirada, por lo que no se comparan.
history-field-headline = Titular
history-field-standfirst = Entradilla
history-field-bylines = Autores
history-field-place = Lugar
history-field-source = Agencia
history-field-section = Sección
history-field-topics = Temas
history-field-kind = Género
history-field-language = Idioma
history-field-picture = Imagen
history-block-picture = Imagen
history-block-gallery = Imágenes
history-block-related = Artículo relacionado
history-block-embed = Página insertada
history-block-factbox = Recuadro
history-block-table = Tabla
history-block-code = Código
history-block-rule = Línea divisoria
history-hash = Huella
history-check = Comprobar el registro
history-how = No hace falta que nos crea. Cualquiera puede comprobar este registro con nuestro programa:
history-holds = Su navegador ha comprobado este registro: los textos, la cadena y las firmas son correctos.
history-partly = Su navegador ha comprobado este registro: la cadena y las firmas son correctas. Algunos textos ya no se muestran y no se pueden comparar.
history-broken = Su navegador ha comprobado este registro y no es correcto. Por favor, avísenos.
history-key = La clave de nuestra redacción
history-file = El registro como archivo
# Fronts.
breaking = Última hora

# What stands on other sites.
embed-load = Mostrar aquí lo que hay en { $provider }
embed-note = Solo entonces su navegador pregunta a { $host }.
embed-refused = Esto no se puede mostrar aquí ahora. El enlace lleva a ello.
strip-dismiss = Quitar
