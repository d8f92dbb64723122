import type { Courtesy } from './phrase-book.ts'

export const spanishCourtesy: Courtesy = {
  greetings: [
    'hola|holaa|holas|buenas|saludos|buenos|hey buenas|buenos|a|que|equipo|amigos? dias|tardes|noches|todos|todas|tal|equipo?',
    'buen dia|tarde',
    'estimado|estimada|estimados|estimadas|querido|queridos|senor|senores senor|senora|senores|equipo|todos|sres?',
    'muy buenas|buenos tardes|dias|noches?',
    'espero que .. bien',
    'que tal',
    'tengo? una? pregunta|consulta|duda rapida|corta|sencilla sobre|de?',
  ],
  closings: [
    'gracias|grax|grcs|thanks',
    'ok|okay|oki|vale|bien|bueno|genial|perfecto|perfecta|estupendo|excelente|fenomenal|listo|fantastico|guay|buenisimo|entendido|entiendo|comprendo|recibido|claro|resuelto|solucionado|maravilloso|super|magnifico|anotado',
    'de acuerdo|lujo|maravilla|nada|diez',
    'ya|me|eso|esto|todo|ahora .. funciona|funciono|ha_funcionado|esta|sirve|sirvio|ayudo|ha_servido|ha_ayudado|solucionado|resuelto',
    'problema|duda|tema|asunto resuelto|resuelta|solucionado|aclarada',
    'eso|nada es|mas todo|gracias?',
    'muy amable|amables|bien|util|claro',
    'adios|chao|chau|hasta_luego|hasta_pronto|nos_vemos|hasta_manana',
    'que tengas|tenga|tengan|tengais|pases|pase|paseis un|una? buen|buena|feliz|lindo|bonito dia|tarde|noche|finde|fin_de_semana|semana',
    'buen|feliz dia|tarde|finde|fin_de_semana',
    'lo agradezco|aprecio',
    'te|os|le|les lo? agradezco',
    'un|cordial|cordiales|atentos|muchos? saludo|saludos|abrazo',
    'da igual',
    'no importa|te_preocupes|hace_falta_mas',
  ],
  fillers: [
    'muchas|muchisimas|mil|un|millon|todo|por|la|el|tu|su|vuestra|de|nuevo|verdad|ya|muy|a|ti|vosotros|ustedes|todos|equipo|y|me|esta|eso|si|tan|pues|ah|oh|jaja|jeje|entonces|ahora|asi',
    'por|de|con la|tu|su|vuestra|el|tan? ayuda|respuesta|atencion|rapidez|informacion|tiempo|aclaracion|apoyo|aclararlo|ayudarme|responder|contestar rapida|rapido|tan_rapido|todo?',
    'de antemano',
    'por adelantado',
  ],
  signOffs: [
    'saludos|atentamente|cordialmente|gracias|abrazos|atte cordiales?',
    'un|muchos|muchas|reciba|reciban|cordiales|cordial un? cordial? saludo|saludos|gracias|abrazo cordial?',
    'gracias y saludos',
    'enviado desde ..',
  ],
}
