import type { OwnSentences } from './own-sentences.ts'

export const spanish: OwnSentences = {
  handOff: {
    person_requested: 'Por supuesto. Paso la conversación a una persona del equipo, que te responderá aquí.',
    legal_threat:
      'Gracias por avisarnos. Esto lo tiene que ver una persona, así que lo paso al equipo. Te responderán aquí.',
    self_harm:
      'Siento mucho que estés pasando por esto y me alegra que hayas escrito. Voy a avisar ahora a una persona de nuestro equipo. Si estás en peligro o crees que podrías hacerte daño, llama a los servicios de emergencia o a una línea de ayuda de tu zona, o pide a alguien cercano que se quede contigo. No tienes que pasar por esto a solas.',
    account_security:
      'Gracias por avisarnos. Lo paso al equipo, que lo revisará y te responderá aquí. Por favor, no envíes contraseñas, códigos ni números de tarjeta en esta conversación.',
    data_deletion:
      'He anotado tu solicitud sobre tus datos personales. De estas solicitudes se ocupa una persona del equipo, que te responderá aquí.',
    nothing_found:
      'No he encontrado una respuesta fiable, así que paso tu pregunta al equipo. Una persona te responderá aquí.',
    low_confidence:
      'No tengo la seguridad suficiente para responder a esto, así que paso tu pregunta al equipo. Una persona te responderá aquí.',
    not_grounded: 'Prefiero no adivinar, así que paso tu pregunta al equipo. Una persona te responderá aquí.',
    unreadable:
      'No puedo abrir imágenes ni archivos, así que paso esto al equipo. Una persona lo mirará y te responderá aquí.',
    stale: 'Perdona la espera. Paso tu pregunta al equipo y una persona te responderá aquí.',
    unexpected_error:
      'Lo siento, algo ha fallado por nuestra parte. Paso tu pregunta al equipo y una persona te responderá aquí.',
    delivery_unknown:
      'Lo siento, no puedo saber si te ha llegado mi último mensaje. Paso la conversación al equipo y una persona te responderá aquí.',
    over_budget: 'Paso tu pregunta al equipo, y una persona te responderá aquí.',
    source_stale:
      'Prefiero que antes lo revise una persona. El equipo tiene tu pregunta y te responderá aquí.',
  },
  question: {
    missing_fact: '¿Puedes darme algún detalle más para que pueda responderte?',
    unreadable:
      'No puedo abrir imágenes ni archivos. ¿Puedes describir con palabras lo que ves y lo que quieres hacer? Si aparece un mensaje de error, cópialo aquí, por favor.',
  },
  disclosure:
    'Esta respuesta la ha escrito {bot}, un asistente de IA. Si prefieres hablar con una persona, solo tienes que decirlo.',
  sourcesHeading: 'Fuentes:',
}
