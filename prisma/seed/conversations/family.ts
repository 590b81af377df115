import type { Conversation } from '#prisma/seed/conversations/conversation.ts';

export const family: readonly Conversation[] = [
  {
    with: ['mom'],
    pinned: true,
    starred: true,
    script: `
@351 18:04
< Did the heating man come
> He came, he frowned at it, he left. Part arrives Thursday
< Then you and Inés sleep here Thursday too. I already made the beds
> Mom it's 14 degrees warmer inside than out. We're fine
< The beds are made
@318 09:12
< How do I send the photo to all of you and not only to you
> Open the group, then the little paperclip
< There is no paperclip
> Next to where you write
< That is a pin
@271 20:31
< Tu tía dice que ya no la llamas
> La llamé el domingo, mamá. Hablamos una hora
< Eso dice ella también, pero dice que fue poco
@214 07:55
< Good luck today mija. Wear the green one
> Wearing the green one
+9h
> I got it. They said yes in the room!
< I knew it. I told your father before you went in
< He is pretending he has something in his eye {fav}
@160 12:20
< Is the cat allowed chicken skin
> No
< A small one
> Mom
< It is done, he was very quick
@97 19:40
< {pic dinner}
< Your grandmother's recipe. I put less salt and she would have noticed
> It looks perfect. Save me some
@33 08:15
< The doctor says the knee is a knee and I am 68. I paid forty dollars to hear this
> What did he actually say
< Walk every day, ice at night, no more ladders. The last one is your father's fault
@3 17:22
> Landing Sunday late. Don't wait up
< I am your mother. I will be up anyway
@-70m
< Call me when you land, any hour is fine
`,
  },
  {
    with: ['dad'],
    script: `
@303 10:02
< This is your father. I have a new telephone.
> Hi Dad, same number though
< Yes.
@240 16:45
< How many amps is the breaker for your oven
> No idea. Why?
< No reason.
< Do not turn on the oven.
@188 11:30
< I fixed the gate. It needed one screw. The man wanted two hundred.
> You're a legend
< It was one screw.
@119 20:10
> Happy birthday Dad ❤️ We call at six with a cake you can only look at
< I will be by the telephone.
@45 09:26
< Your mother says I may not go on the ladder. Tell her it is a short ladder.
> I'm staying out of this one
< Coward.
`,
  },
  {
    with: ['luis'],
    script: `
@287 21:15
< Are you up
> Depends
< Do I sound serious in this or insane: "We believe benches are infrastructure"
> Both. Keep it
< That's what I needed
@232 13:02
< ¿Le compramos juntos el regalo a papá?
> Sí, algo que no se suba a una escalera
< Entonces nada jajaja
@176 18:40
< Moved in!! Third floor, no elevator, one window that opens. Paradise
> Send a picture of the window
< {pic window}
> Is that a fire escape or a balcony
< Legally or spiritually
@104 22:47
< Question. If I say the bike was 300 and it was 450 is that a lie or a rounding error
> Who's asking
< Mamá
> Then it was 300
@52 08:20
> Did the council read it?
< They read the first page OUT LOUD. The bench page
< A lady clapped
> I'm clapping too {fav}
@9 19:33
< Train gets in 4:10 on Friday. Can Inés come to the station? I promised her the ticket stub
> She has a sign ready. It has glitter. You were warned
`,
  },
  {
    with: ['carmen'],
    script: `
@309 11:18
< Hola mi amor, te mando la receta de las empanadas. La masa sin prisa, con paciencia
> ¡Gracias tía! ¿Cuánto tiempo descansa la masa?
< Lo que dure una buena conversación
@225 19:05
< ¿Cómo está la niña? ¿Ya lee sola?
> Ya lee sola y corrige a todos
< Igualita a ti
@140 10:44
< Feliz cumpleaños, Anita. Que este año te traiga calma y mucho trabajo del bueno 🎂
> Gracias tía, te quiero mucho
@61 17:30
< Encontré una foto tuya de los cuatro años, con el sombrero de tu abuelo
> ¡Mándamela!
< Cuando aprenda. Tu primo viene el sábado
`,
  },
  {
    with: ['mom', 'dad', 'luis', 'carmen'],
    title: 'Familia',
    script: `
@336 19:00
mom: Testing. Can everybody see this
luis: Yes mamá
dad: No.
mom: Very funny
> We see you Mom
@282 12:10
carmen: Llego el viernes a las seis, si el avión quiere
mom: Ya está todo listo
luis: I can pick her up, I have the car until Sunday
> Inés quiere ir contigo, Luis
luis: Perfecto. She navigates
@211 20:22
mom: Ana got the position. Everybody say something nice
luis: Something nice
dad: Very good. Proud.
carmen: ¡Qué alegría! Brindo por ti desde aquí
> You're all embarrassing and I love you
@143 09:35
dad: Who has my drill.
luis: Define have
dad: Luis.
luis: It's in a good home
@88 18:15
> {pic kid-drawing}
> Inés drew all of us. Dad is the one on the ladder
mom: I am putting it on the refrigerator {fav}
dad: It is a good likeness of the ladder.
@27 13:40
carmen: Mañana cumple años el abuelo. Noventa y tantos, dondequiera que esté
mom: We light the candle at seven
luis: On a call? I'll set it up
> Yes please. Inés wants to tell him about the reading
@6 16:05
mom: Sunday lunch. One o'clock means one o'clock
luis: So 1:45
dad: One.
`,
  },
];
