import { Controller, Post } from '@nestjs/common';

/** A POST that needs no preflight: a form of any site can send it, and nothing here refuses that. */
@Controller('votes')
export class VotesController {
  #votes = 0;

  @Post()
  vote() {
    this.#votes += 1;
    return { votes: this.#votes };
  }
}
