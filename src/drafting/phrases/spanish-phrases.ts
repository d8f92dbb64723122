import type { PhraseBook } from './phrase-book.ts'
import { spanishCourtesy } from './spanish-courtesy.ts'
import { spanishRisks } from './spanish-risks.ts'

export const spanishPhrases: PhraseBook = {
  language: 'es',
  words: {
    person:
      'persona|personas|humano|humana|humanos|agente|agentes|operador|operadora|asesor|asesora|representante|alguien|supervisor|supervisora|encargado|encargada|responsable|empleado|gerente|ejecutivo|ejecutiva',
    real: 'real|reales|de|verdad|humana|humano|fisica|carne|y|hueso|viva|soporte|atencion|al|cliente|ventas|equipo|tecnico|del',
    a: 'un|una|el|la|algun|alguna|otro|otra|su|tu|vuestro|los|las|unos',
    talk: 'hablar|ablar|hable|chatear|comunicarme|comunicar|contactar|conversar|platicar|contactarme',
    bot: 'bot|bots|robot|robots|chatbot|maquina|maquinas|ia|contestador',
    please: 'por_favor|porfavor|porfa|ya|ahora|inmediatamente|urgente|gracias',
    lawyer: 'abogado|abogada|abogados|abogadas|letrado|notario',
    debtor: 'cliente|clientes|moroso|morosos|deudor|deudores',
    delete:
      'borrar|borren|borrad|borre|borra|eliminar|eliminen|eliminad|elimine|elimina|suprimir|supriman|suprimid|suprima|destruyan|borreis|elimineis|suprimais|borres|elimines',
    deleted:
      'borrados|borrar|eliminados|eliminar|suprimidos|borren|eliminen|supriman|borreis|elimineis|borrado|eliminado',
    privacy: 'rgpd|gdpr|lopd|lopdgdd',
  },
  typos: ['persona', 'humano', 'agente', 'hablar', 'operador', 'alguien'],
  wantsPerson: {
    says: [
      '{talk} con|a {a}? {a}? {real}? {real}? {real}? {real}? {person}',
      '{talk} con {a}? soporte|atencion|servicio|ventas|vosotros',
      '{talk} con el|tu|su|vuestro equipo|jefe|departamento',
      'paseme|pasame|pasenme|pasadme|pasar|comuniqueme|comunicame|conecteme|conectame|transfierame|transfiereme|transferirme|poneme|poname|ponme|pongame|ponganme|derivarme|deriveme con|a .. {person}',
      'quiero|necesito|exijo|deseo|quisiera|prefiero|dame|deme|demen {a}? {real}? humano|humana|persona|agente|operador|operadora|asesor|asesora|representante $',
      'quiero|necesito|exijo|deseo|quisiera|prefiero|dame|deme a|un|una|al persona|agente|humano|operador|asesor|representante {please}|que|y|real|de_verdad|humano|no',
      'quiero|necesito|exijo|prefiero atencion|ayuda|asistencia|soporte humana|humano|personal|personalizada|de_una_persona',
      'que me atienda|conteste|responda|llame|ayude|contacte {a}? {real}? {person}',
      'que me llamen|llameis|atiendan',
      'me puede|pueden|podria|podrian|podeis|podriais llamar|atender .. {person}?',
      'llamame|llameme|llamenme|llamadme',
      'hay {a}? {real}? alguien|persona|humano|agente {real}? ahi|disponible|por_ahi|con|que|real|humano',
      'hay alguien $',
      'con {a}? persona|humano|humana|agente {real}? {real}? {please}',
      'no quiero|deseo|necesito {talk} con {a}? {a}? {bot}',
      'no quiero|deseo {a}? {bot}',
      'harto|harta|cansado|cansada de|del .. {bot}',
      'no|basta_de|nada_de mas {bot}',
      'en lugar|vez de {a}? {bot}',
      '^ {a}? {real}? {person} {please} $',
      'atencion humana',
    ],
    alone: [
      '{a}? {real}? persona|humano|humana|agente|agentes|operador|operadora|asesor|asesora|representante|supervisor {real}? {real}? {please}?',
      'atencion al cliente {please}?',
      '{talk} con {a}? {real}? {person}',
      'soporte humano {please}?',
    ],
    unless: [
      'no quiero|necesito|hace_falta|deseo|quisiera|tengo_que|pretendo {talk} con {a}? {real}? {person}',
      'no quiero|necesito {a}? {real}? persona|humano|agente|operador',
      'sin|antes_de|despues_de|despues_de|evitar|al {talk} con {a}? {real}? {person}',
      'hable|hablado|hablando|estuve_hablando|acabo_de_hablar con ...',
      'mis|nuestros|sus|los|mi|el clientes|usuarios|cliente|equipo .. {talk} ...',
      'estoy {talk}|hablando con ..',
    ],
  },
  risks: spanishRisks,
  courtesy: spanishCourtesy,
}
