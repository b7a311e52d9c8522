"""Article -> Parse: sentences, words, dependency trees, entities, and the tagger's output.

`parsers.load(name)` gives a parser, a callable from articles to parses that can run in several
processes; `conllu.conllu` writes a parse for people; `tree.DependencyTree` is how the rules of the
next packages read a sentence. Only this package imports stanza and torch.

Order: tree, conllu, parser_input, stanza_speedups, tagger_windows, tagger_network, tagger,
stanza_parser, parsers.
"""

__all__ = ["conllu", "parsers", "tree"]
