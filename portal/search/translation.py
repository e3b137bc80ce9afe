from modeltranslation.translator import TranslationOptions, register

from portal.search.best_bets import BestBet


@register(BestBet)
class BestBetTranslation(TranslationOptions):
    fields = ("title", "text", "phrases")
