"""Someone files, looks for or opens a document; lets a surveyor in; asks who was given copies."""
