"""This surface is the aide's and the med-tech's phone: what is to be done on this shift, three taps each."""
