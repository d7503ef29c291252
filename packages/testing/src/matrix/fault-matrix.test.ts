import { AddBook, Archive, CopyBook, GetBook, Library, ListBooks } from '../../test/library.ts';
import { faultMatrix } from './fault-matrix.ts';

const book = { id: '51', title: 'Emma' };

faultMatrix(GetBook, { application: Library, input: { bookId: '51' }, reply: book, output: book });
faultMatrix(GetBook, { application: Archive, input: { bookId: '51' }, reply: book, request: { path: '/books/51' } });
faultMatrix(AddBook, { application: Library, input: { title: 'Emma' }, reply: { status: 201, body: book } });
faultMatrix(ListBooks, { application: Archive, input: {}, reply: { books: [book], next: 'b' }, nextReply: { books: [book] } });
faultMatrix(CopyBook, { application: Library, input: { bookId: '51' }, replies: [book, book] });
