// The characters that every Chinese text is full of, by which a right decoding is known from a
// wrong one.

export const SIMPLIFIED = new Set(
  '的一是在不了有和这中为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所如量都两体制机当使点从业本去把性好应开合因由其些然前天关各重新内数正反明看原又么利比或但质第向道命此变条只没结解问意建无系文总次品式及设管特件基图路级统接知较将组见计别期论运几强决必先回则任取据处队给提出实验模型网络习训练深度视觉语言任务方法'.split(
    '',
  ),
)
export const TRADITIONAL = new Set(
  '的一是在不了有和這中為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面而方後多定行學法所如量都兩體制機當使點從業本去把性好應開合因由其些然前天關各重新內數正反明看原又麼利比或但質第向道命此變條只沒結解問意建無系文總次品式及設管特件基圖路級統接知較將組見計別期論運幾強決必先回則任取據處隊給提出實驗模型網絡習訓練深度視覺語言任務方法'.split(
    '',
  ),
)

export function isCommonHan(character: string): boolean {
  return SIMPLIFIED.has(character) || TRADITIONAL.has(character)
}
